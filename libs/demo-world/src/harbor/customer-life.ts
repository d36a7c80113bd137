import type {
  Activity,
  ActivityId,
  CustomerId,
  Meeting,
  MeetingId,
  Risk,
  RiskId,
  Task,
  TaskId,
} from '@understudy/domain';
import { dice, idOf, pick } from '../deterministic.js';
import type { When } from '../when.js';
import { FAMILIAR } from './anas-customers.js';
import type { CustomerRow } from './customer-row.js';
import { type CsmKey, HARBOR, userId, zoneOf } from './people.js';
import { STORIES } from './stories.js';

/** What goes on at a customer: things to do, things done, meetings ahead, what worries us. */
export interface CustomerLife {
  readonly tasks: readonly Task[];
  readonly activities: readonly Activity[];
  readonly meetings: readonly Meeting[];
  readonly risks: readonly Risk[];
}

const CLOCKS = ['09:30', '10:00', '11:00', '13:30', '14:00', '15:00', '16:00'] as const;

const TASKS = [
  ['follow_up', 'Answer the question on user roles'],
  ['follow_up', 'Send the usage report for last quarter'],
  ['document', 'Send the data processing addendum'],
  ['document', 'Share the roadmap slides from the last call'],
  ['onboarding', 'Check that the second site can sign in'],
  ['renewal', 'Prepare the renewal proposal'],
  ['training', 'Confirm the date of the admin training'],
  ['review', 'Prepare the quarterly business review'],
  ['follow_up', 'Ask for a reference call'],
  ['technical', 'Check the import errors with their IT'],
] as const;

const ACTIVITIES = [
  ['email', 'Asked how to move a dashboard to another team'],
  ['call', 'Monthly check-in: adoption on track, no open questions'],
  ['email', 'Sent the release notes and what they mean for their set-up'],
  ['meeting', 'Quarterly business review with the sponsor'],
  ['call', 'Went through the open questions on single sign-on'],
  ['note', 'Champion mentioned a reorganisation in autumn'],
  ['email', 'Shared the training dates, they will confirm'],
  ['meeting', 'Workshop on reporting with four team leads'],
  ['usage', 'Weekly active users up against last month'],
  ['email', 'Thanked for the quick help with the import'],
] as const;

const MEETINGS = [
  ['Monthly check-in', 45],
  ['Quarterly business review', 60],
  ['Roadmap call', 30],
  ['Admin training', 90],
  ['Renewal call', 45],
  ['Integration workshop', 60],
] as const;

const RISKS = [
  ['usage', 'Weekly active users down by a third in four weeks', 'medium'],
  ['champion', 'Their champion has left, no successor named yet', 'high'],
  ['budget', 'Budget review announced, every tool has to be defended', 'medium'],
  ['competitor', 'A competitor was invited to present', 'high'],
] as const;

const life = (row: CustomerRow, customerId: CustomerId, when: When): CustomerLife => {
  const zone = zoneOf(row.csm);
  const owner = userId(row.csm);
  const roll = (what: string, sides: number) => dice(`${row.key}:${what}`, sides);
  const clock = (what: string) => pick(CLOCKS, `${row.key}:${what}`);
  const id = <Id extends TaskId | ActivityId | MeetingId | RiskId>(kind: string, n: number) =>
    idOf<Id>(HARBOR, kind, `${row.key}:${n}`);

  const tasks = Array.from({ length: [0, 0, 1, 1, 1, 2, 2, 3][roll('tasks', 8)] ?? 0 }, (_, n): Task => {
    const [kind, title] = pick(TASKS, `${row.key}:task:${n}`);
    const days = 1 + roll(`task-due:${n}`, 45);
    return {
      id: id<TaskId>('task', n),
      customerId,
      title,
      kind,
      dueAt: when.at(days, '17:00', zone),
      status: 'open',
      assigneeId: owner,
    };
  });
  const activities = Array.from({ length: 3 + roll('activities', 4) }, (_, n): Activity => {
    const [kind, summary] = pick(ACTIVITIES, `${row.key}:activity:${n}`);
    const days = -(1 + n * 9 + roll(`activity:${n}`, 9));
    return {
      id: id<ActivityId>('activity', n),
      customerId,
      userId: kind === 'usage' ? null : owner,
      kind,
      summary,
      occurredAt: when.at(days, clock(`activity:${n}`), zone),
    };
  });
  const meetings = Array.from({ length: roll('meeting', 5) < 2 ? 1 : 0 }, (_, n): Meeting => {
    const [title, minutes] = pick(MEETINGS, `${row.key}:meeting:${n}`);
    const startsAt = when.at(2 + roll(`meeting-on:${n}`, 40), clock(`meeting:${n}`), zone);
    return {
      id: id<MeetingId>('meeting', n),
      customerId,
      title,
      startsAt,
      endsAt: startsAt.add({ minutes }),
      organizerId: owner,
    };
  });
  const risks = Array.from({ length: row.health < 50 || roll('risk', 25) === 0 ? 1 : 0 }, (_, n): Risk => {
    const [kind, description, severity] = pick(RISKS, `${row.key}:risk:${n}`);
    return {
      id: id<RiskId>('risk', n),
      customerId,
      kind,
      description,
      severity,
      openedAt: when.at(-(3 + roll(`risk-on:${n}`, 25)), '10:00', zone),
    };
  });
  return { tasks, activities, meetings, risks };
};

/** Customers with a story have that, told in stories.ts, instead of what the dice say. */
const told = (row: CustomerRow, customerId: CustomerId, when: When): CustomerLife | null => {
  const story = STORIES[row.key];
  if (!story) return null;
  const zone = zoneOf(row.csm);
  const owner = userId(row.csm);
  const key = (n: number) => `${row.key}:${n}`;
  return {
    tasks: (story.tasks ?? []).map(([days, time, kind, title], n) => ({
      ...{ id: idOf<TaskId>(HARBOR, 'task', key(n)), customerId, title, kind, status: 'open', assigneeId: owner },
      dueAt: when.at(days, time, zone),
    })),
    activities: (story.activities ?? []).map(([days, time, kind, summary], n) => ({
      ...{ id: idOf<ActivityId>(HARBOR, 'activity', key(n)), customerId, userId: owner, kind, summary },
      occurredAt: when.at(days, time, zone),
    })),
    meetings: (story.meetings ?? []).map(([days, time, minutes, title], n) => {
      const startsAt = when.at(days, time, zone);
      return {
        id: idOf<MeetingId>(HARBOR, 'meeting', key(n)),
        customerId,
        title,
        startsAt,
        endsAt: startsAt.add({ minutes }),
        organizerId: owner,
      };
    }),
    risks: (story.risks ?? []).map(([days, severity, kind, description], n) => ({
      ...{ id: idOf<RiskId>(HARBOR, 'risk', key(n)), customerId, kind, description, severity },
      openedAt: when.at(days, '10:00', zone),
    })),
  };
};

const STOOD_IN = [
  'Stood in for two weeks: answered mails and joined the monthly call',
  'Helped with the set-up of single sign-on',
  'Ran the admin training while the owner was away',
  'Took the quarterly review together with the owner',
] as const;

const TEAMMATES = {
  ana: [],
  ben: ['ana', 'eva', 'finn'],
  eva: ['ana', 'ben', 'finn'],
  finn: ['ana', 'ben', 'eva'],
  chloe: ['gus', 'dev'],
  gus: ['chloe', 'hana'],
  dev: ['hana', 'chloe'],
  hana: ['dev', 'gus'],
} as const satisfies Record<CsmKey, readonly CsmKey[]>;

/** Who has stood in there before: as the mock-ups say for Ana's customers, about one in six elsewhere. */
const colleaguesOf = (row: CustomerRow): readonly CsmKey[] =>
  row.csm === 'ana'
    ? (['ben', 'eva', 'finn'] as const).filter((colleague) => FAMILIAR[colleague].some((key) => key === row.key))
    : TEAMMATES[row.csm].filter((colleague) => dice(`${row.key}:${colleague}:knows`, 6) === 0);

/** What colleagues did there earlier: what "familiar" is counted from. */
const earlier = (row: CustomerRow, customerId: CustomerId, when: When): Activity[] =>
  colleaguesOf(row).map((colleague) => ({
    id: idOf<ActivityId>(HARBOR, 'activity', `${row.key}:${colleague}`),
    customerId,
    userId: userId(colleague),
    kind: 'meeting',
    summary: pick(STOOD_IN, `${row.key}:${colleague}`),
    occurredAt: when.at(-(48 + dice(`${row.key}:${colleague}:on`, 90)), '11:00', zoneOf(colleague)),
  }));

export const customerLife = (row: CustomerRow, customerId: CustomerId, when: When): CustomerLife => {
  const found = told(row, customerId, when) ?? life(row, customerId, when);
  return { ...found, activities: [...found.activities, ...earlier(row, customerId, when)] };
};
