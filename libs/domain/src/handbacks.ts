import type { Activity } from './customers.js';
import { difference, type FactChange, type Facts, type FactValue } from './customer-facts.js';
import { isUnresolved, type EscalationStatus } from './escalations.js';
import type { CustomerId, UserId } from './ids.js';
import { compareInstants, type Span } from './spans.js';
import { byText } from './ordering.js';

/** Who changed something: one of ours, or a part of the product (a CRM import). */
export type ChangedBy =
  { readonly kind: 'user'; readonly userId: UserId } | { readonly kind: 'system'; readonly name: string };

/** Something that was recorded about a part of the customer: `about` is a path or the beginning of one ("tasks.<id>"). */
export interface Evidence {
  readonly about: string;
  readonly by: ChangedBy;
  readonly at: Temporal.Instant;
  /** The event, as the history calls it: "customer.changed". */
  readonly what: string;
  /** It made what it is about: everything that is new of it came by this. */
  readonly isBeginning?: boolean;
}

export interface AttributedChange extends FactChange {
  /** The event it came by; null when nothing was recorded: somebody changed it outside Understudy. */
  readonly evidence: Evidence | null;
}

const isAbout = (path: string, about: string): boolean => path === about || path.startsWith(`${about}.`);

const evidenceOf = (path: string, isNew: boolean, events: readonly Evidence[]): Evidence | null => {
  const [closest] = events
    .filter(({ about }) => isAbout(path, about))
    .toSorted(
      (a, b) =>
        (isNew ? Number(b.isBeginning ?? false) - Number(a.isBeginning ?? false) : 0) ||
        b.about.length - a.about.length ||
        compareInstants(b.at, a.at),
    );
  return closest ?? null;
};

/** Each change with the event it came by: of what is new the one that made it, else the closest path, then the latest. */
export const attribute = (changes: readonly FactChange[], events: readonly Evidence[]): AttributedChange[] =>
  changes.map((change) => ({ ...change, evidence: evidenceOf(change.path, change.from === undefined, events) }));

export const ITEM_KINDS = ['task', 'risk', 'escalation'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** What is to be done about a customer, whatever it is. */
export interface HandbackItem {
  readonly kind: ItemKind;
  readonly id: string;
  readonly title: string;
  /** Of escalations P0-P3, of risks high-low; null for tasks. */
  readonly severity: string | null;
  /** Only tasks and escalations are due. */
  readonly dueAt: Temporal.Instant | null;
  /** It was there at departure already. */
  readonly wasThere: boolean;
  readonly evidence: Evidence | null;
}

export interface HandbackActivity extends Pick<Activity, 'kind' | 'summary' | 'occurredAt' | 'userId'> {
  readonly outcome: string | null;
  /** -1 (angry) to 1 (delighted); null when nobody said. */
  readonly sentiment: number | null;
}

/** A change of a number with what shows it; null when it was not measured on both sides, never a guess. */
export interface Shift {
  readonly from: number;
  readonly to: number;
  readonly evidence: readonly string[];
}

/** What happened to one customer while its CSM was away (PRD-131 FR-7, PRD-258 FR-5.2). */
export interface CustomerHandback {
  readonly customerId: CustomerId;
  readonly activities: readonly HandbackActivity[];
  readonly resolved: readonly HandbackItem[];
  readonly outstanding: readonly HandbackItem[];
  readonly health: Shift | null;
  /** Mean of the activities' sentiment, -1 to 1: of those before departure that are given, and of those during the absence. */
  readonly sentiment: Shift | null;
  readonly changes: readonly AttributedChange[];
}

export interface CustomerHandbackInput {
  readonly customerId: CustomerId;
  /** At departure. */
  readonly before: Facts;
  /** At the return. */
  readonly after: Facts;
  readonly events: readonly Evidence[];
  /** During the absence. */
  readonly activities: readonly HandbackActivity[];
  /** The last ones before departure: what sentiment is compared with. */
  readonly activitiesBefore: readonly HandbackActivity[];
}

const FOLDERS = { tasks: 'task', risks: 'risk', escalations: 'escalation' } as const satisfies Record<string, ItemKind>;
const isFolder = (text: string): text is keyof typeof FOLDERS => Object.hasOwn(FOLDERS, text);

/** "tasks.<id>.status" → the task; null for paths that are no item's. */
const itemOf = (path: string): { kind: ItemKind; id: string; prefix: string } | null => {
  const [folder = '', id = '', field] = path.split('.');
  return isFolder(folder) && field !== undefined ? { kind: FOLDERS[folder], id, prefix: `${folder}.${id}` } : null;
};

const isOpenItem = (kind: ItemKind, facts: Facts, prefix: string): boolean => {
  const status = facts[`${prefix}.status`];
  if (status === undefined) return false;
  if (kind === 'escalation') return isUnresolved(status as EscalationStatus);
  return status === 'open';
};

const instantOf = (value: FactValue | undefined): Temporal.Instant | null =>
  typeof value === 'string' ? Temporal.Instant.from(value) : null;

const meanSentiment = (activities: readonly HandbackActivity[]): number | null => {
  const said = activities.flatMap(({ sentiment }) => (sentiment === null ? [] : [sentiment]));
  return said.length === 0 ? null : said.reduce((sum, value) => sum + value, 0) / said.length;
};

const sentimentShift = (
  before: readonly HandbackActivity[],
  during: readonly HandbackActivity[],
): CustomerHandback['sentiment'] => {
  const [from, to] = [meanSentiment(before), meanSentiment(during)];
  if (from === null || to === null || from === to) return null;
  return { from, to, evidence: during.filter(({ sentiment }) => sentiment !== null).map(({ summary }) => summary) };
};

const HEALTH = 'customer.health_score';

const healthShift = (
  { before, after }: Pick<CustomerHandbackInput, 'before' | 'after'>,
  changes: readonly AttributedChange[],
): CustomerHandback['health'] => {
  const [from, to] = [before[HEALTH], after[HEALTH]];
  if (typeof from !== 'number' || typeof to !== 'number' || from === to) return null;
  const evidence = changes.find(({ path }) => path === HEALTH)?.evidence;
  return { from, to, evidence: evidence ? [evidence.what] : [] };
};

/**
 * One customer's handback: the difference against the departure snapshot with who did it, what is solved, what is still open (most
 * severe first, then what is due first), and how health and sentiment moved. An item that came and went while away counts as resolved.
 */
export const customerHandback = (input: CustomerHandbackInput): CustomerHandback => {
  const { customerId, before, after, events, activities } = input;
  const changes = attribute(difference(before, after), events);
  const items = new Map<string, { kind: ItemKind; id: string; prefix: string }>();
  for (const path of [...Object.keys(before), ...Object.keys(after)]) {
    const item = itemOf(path);
    if (item) items.set(item.prefix, item);
  }
  const describe = ({ kind, id, prefix }: { kind: ItemKind; id: string; prefix: string }): HandbackItem => {
    const facts = Object.hasOwn(after, `${prefix}.title`) ? after : before;
    const severity = facts[`${prefix}.severity`];
    const wasThere = Object.hasOwn(before, `${prefix}.status`);
    return {
      kind,
      id,
      title: String(facts[`${prefix}.title`] ?? ''),
      severity: typeof severity === 'string' ? severity : null,
      dueAt: instantOf(facts[`${prefix}.due_at`]),
      wasThere,
      // of what came and went the end counts, not the beginning
      evidence: evidenceOf(`${prefix}.status`, !wasThere && isOpenItem(kind, after, prefix), events),
    };
  };
  const open = [...items.values()].filter(({ kind, prefix }) => isOpenItem(kind, after, prefix));
  const openOnes = new Set(open);
  const solved = [...items.values()].filter(
    (item) =>
      !openOnes.has(item) &&
      (isOpenItem(item.kind, before, item.prefix) || !Object.hasOwn(before, `${item.prefix}.status`)),
  );
  return {
    customerId,
    activities: activities.toSorted((a, b) => compareInstants(a.occurredAt, b.occurredAt)),
    resolved: solved.map(describe).toSorted((a, b) => byText(a.title, b.title) || byText(a.id, b.id)),
    outstanding: open.map(describe).toSorted(byPressure),
    health: healthShift(input, changes),
    sentiment: sentimentShift(input.activitiesBefore, activities),
    changes,
  };
};

const RANK: Readonly<Record<string, number>> = { P0: 0, P1: 1, high: 2, P2: 3, medium: 4, P3: 5, low: 6 };
const UNRANKED = 4;

const byPressure = (a: HandbackItem, b: HandbackItem): number =>
  (RANK[a.severity ?? ''] ?? UNRANKED) - (RANK[b.severity ?? ''] ?? UNRANKED) ||
  (a.dueAt === null || b.dueAt === null
    ? Number(a.dueAt === null) - Number(b.dueAt === null)
    : compareInstants(a.dueAt, b.dueAt)) ||
  byText(a.title, b.title) ||
  byText(a.id, b.id);

/** How long before the end the reminder goes out (PRD-258 FR-5.1). */
const REMINDER_HOURS = 24;

/**
 * When to remind both of the return: 24 h before the end, at once when that is past already. None for an open end, for an absence that is
 * no longer than that (the start would be the reminder), and when it is over.
 */
export const returnReminderAt = ({ startsAt, endsAt }: Span, now: Temporal.Instant): Temporal.Instant | null => {
  if (endsAt === null || compareInstants(endsAt, now) <= 0) return null;
  const dueAt = endsAt.subtract({ hours: REMINDER_HOURS });
  if (compareInstants(dueAt, startsAt) <= 0) return null;
  return compareInstants(dueAt, now) < 0 ? now : dueAt;
};
