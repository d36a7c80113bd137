import { ENDPOINTS, type ErrorCode, ERRORS } from '@understudy/contracts';
import {
  asId,
  DomainError,
  ESCALATION_STATUSES,
  type EscalationStatus,
  moveEscalation,
  nextEscalationStatuses,
  OPENED,
  supporterStatus,
  type UserId,
} from '@understudy/domain';
import type { Guide } from '../../platform/http/guide.js';
import { CONVERSATION_FLOW, CUSTOMER_FLOW } from './escalation.flows.js';

const SOMEBODY = asId<UserId>('00000000-0000-4000-8000-000000000000');
const EPOCH = Temporal.Instant.fromEpochMilliseconds(0);

/** What a move asks for: tried without any words, by the rule itself. */
function needs(from: EscalationStatus, to: EscalationStatus): string {
  try {
    moveEscalation({ ...OPENED, status: from }, to, EPOCH);
    return '';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'escalations.illegal-transition') return 'no';
    const { missing } = error.details as { missing?: readonly string[] };
    return missing?.join(', ') ?? 'reason';
  }
}

const transitions = ESCALATION_STATUSES.flatMap((from) => {
  const targets = [...nextEscalationStatuses(from), 'void' as const].filter((to) => needs(from, to) !== 'no');
  return targets.length === 0 ? [[from, 'nothing', '']] : targets.map((to) => [from, to, needs(from, to)]);
});

const views = ESCALATION_STATUSES.flatMap((status) => {
  const [without, owned] = [supporterStatus(status, null), supporterStatus(status, SOMEBODY)];
  return without === owned
    ? [[status, owned]]
    : [
        [`${status}, nobody has it`, without],
        [`${status}, somebody has it`, owned],
      ];
});

const ABOUT = /escalat|conversations|supporters/;
/** Every code an endpoint about escalations declares, with its status and sentence. */
const errors = [
  ...new Set<ErrorCode>(
    Object.values(ENDPOINTS)
      .filter(({ path }) => ABOUT.test(path))
      .flatMap(({ errors: codes }) => codes ?? []),
  ),
]
  .sort()
  .map((code) => [String(ERRORS[code].status), code, ERRORS[code].detail]);

/** PRD-243 and the supporter document in one: the rules of the state machine, the codes, and two stories to follow. */
export const escalationGuide: Guide = {
  id: 'escalations',
  title: 'Escalations: states, errors, and an example',
  text: [
    'An escalation is one row with two views. The views differ in words only: a move made in one is seen in the other.',
    'What is accepted is kept. When nobody can take a conversation now, the answer is 503 with the id of the escalation; it is assigned by itself to the first supporter who is free, and asking again gives the same escalation.',
    'A move that the table does not have is 409 escalations.illegal-transition, with the states it may go to under "allowed". PATCH takes If-Match with the version you read; POST takes an Idempotency-Key.',
  ],
  tables: [
    { caption: 'Transition rules', heads: ['From', 'To', 'Needs'], rows: transitions },
    { caption: 'As supporters see it', heads: ['State', 'Shown as'], rows: views },
    { caption: 'Error codes', heads: ['Status', 'Code', 'Meaning'], rows: errors },
  ],
  flows: [CUSTOMER_FLOW, CONVERSATION_FLOW],
};
