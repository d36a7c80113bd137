import { ListApprovals } from '@understudy/contracts';
import { useApi } from '../api/use-api.js';
import { useMay } from '../session/session.js';

/** What waits for a manager's yes; read by nobody else. */
export function useApprovals() {
  const may = useMay();
  return useApi(ListApprovals, {}, { enabled: may('absences:manage') });
}

/** How many ask me: the number beside "Approvals" in the rail. */
export const useApprovalCount = (): number => useApprovals().data?.mine ?? 0;
