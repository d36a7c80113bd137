import { ESCALATION_STATUSES } from '@understudy/contracts';
import { statusWords } from '@understudy/ui';

export type EscalationStatus = (typeof ESCALATION_STATUSES)[number];

export const isStatus = (text: string): text is EscalationStatus => ESCALATION_STATUSES.some((each) => each === text);

/** No clock runs any more. */
export const isDone = (status: EscalationStatus): boolean => ['resolved', 'closed', 'void'].includes(status);

/** Every status with its words, for a filter. */
export const OPEN_STATUSES = ESCALATION_STATUSES.map((status) => ({ status, words: statusWords(status) }));

/** The way of an escalation, as the flow at the top of its page shows it. */
export const FLOW = [
  'open',
  'investigating',
  'action_required',
  'resolved',
  'closed',
] as const satisfies readonly EscalationStatus[];
