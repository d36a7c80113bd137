import type { ListWebhookEvents, OutputOf } from '@understudy/contracts';
import { WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS, type WebhookSubject } from '@understudy/domain';

type Item = OutputOf<typeof ListWebhookEvents>['items'][number];

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const [ana, ben] = ['019833c5-0a6b-7c1e-8b51-4f0f3a1d0001', '019833c5-0a6b-7c1e-8b51-4f0f3a1d0002'] as const;
const absence_id = '019833c5-0a6b-7c1e-8b51-4f0f3a1d0003';
const assignment_id = '019833c5-0a6b-7c1e-8b51-4f0f3a1d0004';
const customer_id = '019833c5-0a6b-7c1e-8b51-4f0f3a1d0005';
const during = { starts_at: at('2026-07-05T23:00:00Z'), ends_at: at('2026-07-12T23:00:00Z') };

const DATA = {
  absence: { absence_id, user_id: ana, status: 'planned', ...during, time_zone: 'Europe/Lisbon' },
  coverage: {
    assignment_id,
    absence_id,
    user_id: ana,
    backup_user_id: ben,
    status: 'accepted',
    tier: 1,
    ...during,
    customers: 1,
    customer_ids: [customer_id],
  },
  gap: { absence_id, user_id: ana, ...during, customers: 4 },
  takeover: { customer_id, assignment_id, absence_id, user_id: ana, backup_user_id: ben },
  escalation: {
    escalation_id: '019833c5-0a6b-7c1e-8b51-4f0f3a1d0006',
    customer_id,
    category: 'Technical',
    severity: 'P1',
    status: 'open',
    primary_owner_id: ben,
    secondary_owner_id: null,
    created_at: at('2026-07-06T09:00:00Z'),
    due_at: at('2026-07-06T17:00:00Z'),
  },
} as const satisfies Record<WebhookSubject, Item['example']['data']>;

/** The documentation that cannot be out of date: each event with what is sent. */
export const webhookExamples = (): Item[] =>
  WEBHOOK_EVENT_TYPES.map((type) => {
    const { says, about } = WEBHOOK_EVENTS[type];
    const data = DATA[about];
    return {
      type,
      says,
      example: {
        type,
        timestamp: at('2026-07-06T09:00:00Z'),
        data: 'customer_ids' in data ? { ...data, customer_ids: [...data.customer_ids] } : data,
      },
    };
  });
