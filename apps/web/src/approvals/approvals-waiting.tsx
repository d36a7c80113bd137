import { useApprovalCount } from './use-approvals.js';

/** Beside "Approvals" in the rail: how many ask the reader; nothing when none does. */
export function ApprovalsWaiting() {
  const count = useApprovalCount();
  return count > 0 ? (
    <span className="n">
      {count}
      <span className="sr-only"> waiting for your yes</span>
    </span>
  ) : null;
}
