import type { GapInBriefs, MeetingReason, PriorityReason } from '@understudy/domain';

const PRIORITY = {
  override: 'set by the owner',
  health: 'health under 50',
  renewal: 'renewal within 30 days',
  escalation: 'open P0 or P1',
  risk: 'active risk',
  'urgent-item': 'something urgent within 14 days',
} as const satisfies Record<PriorityReason, string>;

/** Priority reasons as one line; "nothing due within 14 days" when there is none. */
export const priorityWords = (reasons: readonly PriorityReason[]): string =>
  reasons.length === 0 ? 'nothing due within 14 days' : reasons.map((reason) => PRIORITY[reason]).join(', ');

const MEETING = {
  'organized-by-another': 'it takes place anyway: somebody else organizes it',
  internal: 'internal, it can wait for the owner',
  escalation: 'an escalation is open there',
  health: 'health is under 50',
  risk: 'a risk is active there',
  renewal: 'their renewal is near',
  priority: 'the owner set the customer to high priority',
  'back-too-late': 'the owner is back more than 7 days later',
  'can-wait': 'the owner is back within 7 days of it and nothing presses',
} as const satisfies Record<MeetingReason, string>;

/** Why a meeting should be attended, handed over or moved. */
export const meetingWords = (reason: MeetingReason): string => MEETING[reason];

const MISSING = {
  'nobody-accepted': 'nobody has said yes to look after them',
  'brief-missing': 'the brief is not written yet',
  'no-contacts': 'no primary contact is known',
  'no-owner-note': 'high priority, and the owner has left no note',
} as const satisfies Record<GapInBriefs, string>;

/** What is missing before somebody may leave, said of the customers it is missing for. */
export const missingWords = (what: GapInBriefs): string => MISSING[what];
