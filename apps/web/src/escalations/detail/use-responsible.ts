import { GetResponsible } from '@understudy/contracts';
import { useApi } from '../../api/use-api.js';
import type { Escalation } from './escalation.js';
import type { Responsible } from './stands-in.js';

/** Who looks after the customer of an escalation now; what it was when it was opened stands in its frozen context. */
export function useResponsible({ customer }: Pick<Escalation, 'customer'>): Responsible | undefined {
  return useApi(GetResponsible, { customer_id: customer?.id ?? '' }, { enabled: customer !== null }).data;
}
