import fc from 'fast-check';
import type { AssignmentId, CustomerId, NoticeId, StakeholderId, UserId } from './ids.js';
import {
  type Notice,
  type NoticeChange,
  type NoticeCover,
  type NoticeWorld,
  planNotices,
  requestNotices,
} from './notices.js';
import { isSendTime } from './send-windows.js';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };
const numRuns = process.env['UNDERSTUDY_SOAK'] === '1' ? 10_000 : 300;

const id = <T>(kind: number, n: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}` as T;
const DAY = Temporal.PlainDate.from('2026-07-01');
const start = Temporal.Instant.from('2026-07-01T00:00:00Z');
const minutes = (most: number) => fc.integer({ min: 0, max: most });
const span = fc.tuple(minutes(40_000), fc.option(minutes(40_000), { freq: 5 })).map(([from, length]) => {
  const startsAt = start.add({ minutes: from });
  return { startsAt, endsAt: length === null ? null : startsAt.add({ minutes: length + 1 }) };
});
const customer = fc.integer({ min: 1, max: 4 }).map((n) => id<CustomerId>(2, n));
const address = fc.constantFrom('a@x.example', 'b@x.example', 'c@y.example');
const zone = fc.constantFrom('Europe/Lisbon', 'Asia/Tokyo', 'America/New_York');
const person = fc.integer({ min: 1, max: 3 }).map((n) => id<UserId>(1, n));

const cover = fc.record({
  id: fc.integer({ min: 1, max: 9 }).map((n) => id<AssignmentId>(3, n)),
  backupUserId: person,
  tier: fc.integer({ min: 0, max: 2 }),
  status: fc.constantFrom('pending', 'accepted', 'active', 'declined', 'completed'),
  customerIds: fc.option(fc.uniqueArray(customer, { maxLength: 4 })),
  during: span,
  acceptedAt: fc.option(fc.constant(start)),
  hasLeft: fc.boolean(),
}) satisfies fc.Arbitrary<NoticeCover>;

const happening = fc.record({
  status: fc.constantFrom('suggested', 'planned', 'coverage_assigned', 'active', 'completed', 'cancelled'),
  during: span,
  lastOn: fc.option(fc.integer({ min: 0, max: 20 }).map((days) => DAY.add({ days }))),
  method: fc.constantFrom('auto', 'manual', 'none'),
  covers: fc.array(cover, { maxLength: 4 }),
  standIns: fc.array(fc.tuple(customer, person), { maxLength: 2 }),
  contacts: fc.array(
    fc.record({
      customerId: customer,
      segment: fc.constantFrom('Enterprise', 'SMB'),
      stakeholderId: fc.integer({ min: 1, max: 6 }).map((n) => id<StakeholderId>(4, n)),
      address,
      timeZone: zone,
      hasOptedOut: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  isConnected: fc.boolean(),
  passes: minutes(6_000),
  asks: fc.boolean(),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** One after the other: the world changes, notices are planned, what is due and allowed leaves. */
interface Log {
  readonly notices: readonly Notice[];
  readonly now: Temporal.Instant;
  readonly left: readonly {
    readonly address: string;
    readonly kind: string;
    readonly at: Temporal.Instant;
    readonly zone: string;
  }[];
}

const worldOf = (now: Happening, log: Log): NoticeWorld => ({
  absence: { status: now.status, during: now.during, windows: [], firstOn: DAY, lastOn: now.lastOn },
  method: now.method,
  rules: { segments: null, minDays: 1 },
  covers: now.covers,
  standIns: new Map(now.standIns),
  contacts: now.contacts,
  notices: log.notices,
  isConnected: now.isConnected,
  now: log.now,
});

const apply = (notices: readonly Notice[], changes: readonly NoticeChange[]): readonly Notice[] =>
  changes.reduce<readonly Notice[]>((rows, change) => {
    if (change.do === 'set')
      return rows.map((row) =>
        row.id === change.notice.id
          ? { ...row, state: change.state, assignmentId: change.assignmentId, sendAt: change.sendAt }
          : row,
      );
    const { contact, kind, method, state, sendAt, assignmentId } = change;
    if (rows.some((row) => row.address === contact.address && row.kind === kind)) throw new Error('twice');
    const { customerId, stakeholderId, address: to } = contact;
    return [
      ...rows,
      {
        id: id<NoticeId>(5, rows.length),
        assignmentId,
        customerId,
        stakeholderId,
        address: to,
        kind,
        method,
        state,
        sendAt,
        told: null,
      },
    ];
  }, notices);

const step = (log: Log, happens: Happening): Log => {
  const world = worldOf(happens, log);
  let notices = apply(log.notices, planNotices(world));
  if (happens.asks)
    notices = apply(
      notices,
      requestNotices({ ...world, notices }, new Set(happens.contacts.map(({ customerId }) => customerId))).flatMap(
        ({ change }) => change ?? [],
      ),
    );
  const now = log.now.add({ minutes: happens.passes });
  // right before sending, the plan is made anew
  notices = apply(notices, planNotices({ ...worldOf(happens, { ...log, notices }), now }));
  const zoneOf = (to: string) => happens.contacts.find((contact) => contact.address === to)?.timeZone ?? 'UTC';
  const due = notices.filter(
    (row) =>
      row.state === 'planned' && Temporal.Instant.compare(row.sendAt, now) <= 0 && isSendTime(now, zoneOf(row.address)),
  );
  return {
    now,
    left: [
      ...log.left,
      ...due.map((row) => ({ address: row.address, kind: row.kind, at: now, zone: zoneOf(row.address) })),
    ],
    notices: notices.map((row) =>
      due.includes(row)
        ? { ...row, state: 'sent', told: { backupUserId: id<UserId>(1, 1), firstOn: DAY, lastOn: null } }
        : row,
    ),
  };
};

const EMPTY: Log = { notices: [], now: start, left: [] };

test('law: whatever happens, a contact gets one introduction and one update at most, in business hours', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 8 }), (happenings) => {
      const { left } = happenings.reduce(step, EMPTY);
      expect(new Set(left.map(({ address: to, kind }) => `${to} ${kind}`)).size).toBe(left.length);
      for (const { at, zone: there } of left) expect(isSendTime(at, there)).toBe(true);
    }),
    { numRuns },
  );
});

test('law: a plan that is carried out leaves nothing to plan', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 6 }), (happenings) => {
      const log = happenings.slice(0, -1).reduce(step, EMPTY);
      const last = happenings.at(-1);
      if (!last) return;
      const world = worldOf(last, log);
      const notices = apply(log.notices, planNotices(world));
      expect(planNotices({ ...world, notices })).toEqual([]);
    }),
    { numRuns },
  );
});

test('law: nobody who opted out is planned for, and nothing after the absence', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 6 }), (happenings) => {
      const log = happenings.slice(0, -1).reduce(step, EMPTY);
      const last = happenings.at(-1);
      if (!last) return;
      const world = worldOf(last, log);
      for (const row of apply(log.notices, planNotices(world))) {
        if (row.state !== 'planned' && row.state !== 'draft') continue;
        const out = last.contacts.some((contact) => contact.address === row.address && contact.hasOptedOut);
        expect([row.address, out]).toEqual([row.address, false]);
        if (last.during.endsAt) expect(Temporal.Instant.compare(row.sendAt, last.during.endsAt)).toBeLessThan(0);
      }
    }),
    { numRuns },
  );
});
