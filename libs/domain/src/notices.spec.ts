import type { AssignmentId, CustomerId, NoticeId, StakeholderId, UserId } from './ids.js';
import {
  absenceLengthInDays,
  namedInNotice,
  type Notice,
  type NoticeContact,
  type NoticeCover,
  type NoticeWorld,
  planNotices,
  requestNotices,
} from './notices.js';

const id = <T>(n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as T;
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Lisbon').toInstant();
const day = (text: string) => Temporal.PlainDate.from(text);
const [BEN, EVA] = [id<UserId>(1), id<UserId>(2)];
const WEEK = { startsAt: at('2026-07-06T00:00'), endsAt: at('2026-07-11T00:00') };
const [FIRST, LAST] = [day('2026-07-06'), day('2026-07-10')];

const aContact = (over: Partial<NoticeContact> = {}): NoticeContact => ({
  customerId: id<CustomerId>(20),
  segment: 'Enterprise',
  stakeholderId: id<StakeholderId>(30),
  address: 'lena@acme.example',
  timeZone: 'Europe/Lisbon',
  hasOptedOut: false,
  ...over,
});
const aCover = (over: Partial<NoticeCover> = {}): NoticeCover => ({
  id: id<AssignmentId>(10),
  backupUserId: BEN,
  tier: 1,
  status: 'accepted',
  customerIds: null,
  during: WEEK,
  acceptedAt: at('2026-06-20T12:00'),
  ...over,
});
const aNotice = (over: Partial<Notice> = {}): Notice => ({
  id: id<NoticeId>(40),
  assignmentId: id<AssignmentId>(10),
  customerId: id<CustomerId>(20),
  stakeholderId: id<StakeholderId>(30),
  address: 'lena@acme.example',
  kind: 'introduction',
  method: 'auto',
  state: 'planned',
  sendAt: at('2026-07-03T09:00'),
  told: null,
  ...over,
});
const told = (over: Partial<Notice['told'] & object> = {}) => ({
  backupUserId: BEN,
  firstOn: FIRST,
  lastOn: LAST,
  ...over,
});
const sent = (over: Partial<Notice> = {}) => aNotice({ state: 'sent', told: told(), ...over });
const aWorld = (over: Partial<NoticeWorld> = {}): NoticeWorld => ({
  absence: { status: 'coverage_assigned', during: WEEK, windows: [], firstOn: FIRST, lastOn: LAST },
  method: 'auto',
  rules: { segments: null, minDays: 1 },
  covers: [aCover()],
  standIns: new Map(),
  contacts: [aContact()],
  notices: [],
  isConnected: true,
  now: at('2026-06-22T12:00'),
  ...over,
});
/** "add introduction planned 2026-07-03T09:00" */
const inWords = (world: NoticeWorld) =>
  planNotices(world).map((change) => {
    const kind = change.do === 'add' ? change.kind : change.notice.kind;
    const when = change.sendAt
      .toZonedDateTimeISO('Europe/Lisbon')
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });
    return [change.do, kind, change.state, ...(change.state === 'obsolete' ? [] : [when])].join(' ');
  });

describe('a name that was told and is not so any more', () => {
  const MIA = id<UserId>(3);
  const gone = aCover({ status: 'completed' });
  const standIns = new Map([[id<CustomerId>(20), MIA]]);

  test('nobody said yes and nobody is asked: whoever is responsible all the same is named', () => {
    const world = aWorld({ covers: [gone], notices: [sent()], standIns });
    expect(inWords(world)).toEqual(['add update planned 2026-06-22T12:10']);
    expect(namedInNotice(aNotice({ kind: 'update' }), world)).toBe(MIA);
  });

  test('while somebody is asked it waits for their answer', () => {
    const asked = aCover({ id: id<AssignmentId>(11), backupUserId: EVA, status: 'pending', acceptedAt: null });
    expect(inWords(aWorld({ covers: [gone, asked], notices: [sent()], standIns }))).toEqual([]);
  });

  test('a backup who is no longer with the organisation is nobody', () => {
    const world = aWorld({ covers: [aCover({ hasLeft: true })], notices: [sent()], standIns });
    expect(inWords(world)).toEqual(['add update planned 2026-06-22T12:10']);
  });

  test('nobody at all is nothing true to say; and a stand-in is introduced to nobody who was told nothing', () => {
    expect(inWords(aWorld({ covers: [gone], notices: [sent()] }))).toEqual([]);
    expect(inWords(aWorld({ covers: [gone], standIns }))).toEqual([]);
  });
});

describe('an introduction is planned', () => {
  test('for the working day before, as soon as somebody said yes', () => {
    expect(inWords(aWorld())).toEqual(['add introduction planned 2026-07-03T09:00']);
  });

  test('at once for an absence that nobody planned', () => {
    expect(inWords(aWorld({ now: at('2026-07-07T11:00') }))).toEqual(['add introduction planned 2026-07-07T11:00']);
  });

  test('as a draft where no mail can be sent', () => {
    expect(inWords(aWorld({ isConnected: false }))).toEqual(['add introduction draft 2026-07-03T09:00']);
  });

  test('not while nobody said yes', () => {
    expect(inWords(aWorld({ covers: [aCover({ status: 'pending', acceptedAt: null })] }))).toEqual([]);
  });

  test('not about a backup who left before it began', () => {
    expect(inWords(aWorld({ covers: [aCover({ status: 'completed' })] }))).toEqual([]);
  });

  test('nobody is introduced to a backup who wants out', () => {
    expect(inWords(aWorld({ covers: [aCover()] }))).not.toEqual([]);
    expect(inWords(aWorld({ covers: [aCover({ isLeaving: true })] }))).toEqual([]);
  });

  test('not for customers of somebody else’s part', () => {
    expect(inWords(aWorld({ covers: [aCover({ customerIds: [id<CustomerId>(99)] })] }))).toEqual([]);
  });

  test.each(['manual', 'none'] as const)('not by itself when the method is %s', (method) => {
    expect(inWords(aWorld({ method }))).toEqual([]);
  });

  test('for the segments of the policy only', () => {
    const rules = { segments: ['enterprise'], minDays: 1 };
    const contacts = [aContact(), aContact({ customerId: id(21), address: 'b@b.example', segment: 'SMB' })];
    expect(planNotices(aWorld({ rules, contacts }))).toMatchObject([{ contact: { address: 'lena@acme.example' } }]);
  });

  test.each([
    [5, 1],
    [6, 0],
  ])('an absence of five days when the policy asks for %i', (minDays, planned) => {
    expect(planNotices(aWorld({ rules: { segments: null, minDays } }))).toHaveLength(planned);
  });

  test('not for some hours of a day', () => {
    const windows = [{ startsAt: at('2026-07-06T09:00'), endsAt: at('2026-07-06T12:00') }];
    const absence = { ...aWorld().absence, lastOn: FIRST, windows };
    expect(absenceLengthInDays(absence)).toBe(0.125);
    expect(inWords(aWorld({ absence }))).toEqual([]);
  });

  test('once for a contact of two customers, also when two backups share them', () => {
    const contacts = [aContact(), aContact({ customerId: id(21), stakeholderId: id(31) })];
    const covers = [
      aCover({ customerIds: [id(20)] }),
      aCover({ id: id(11), backupUserId: EVA, customerIds: [id<CustomerId>(21)] }),
    ];
    expect(inWords(aWorld({ contacts, covers }))).toEqual(['add introduction planned 2026-07-03T09:00']);
  });

  test('and only noted for a contact who wants none, also when they said so at another customer', () => {
    const contacts = [aContact(), aContact({ customerId: id(21), stakeholderId: id(31), hasOptedOut: true })];
    expect(inWords(aWorld({ contacts }))).toEqual(['add introduction opted_out 2026-07-03T09:00']);
  });
});

describe('what is planned follows what happens', () => {
  test.each<[string, Partial<NoticeWorld>, string[]]>([
    ['nothing changed', {}, []],
    [
      'the absence was called off',
      { absence: { ...aWorld().absence, status: 'cancelled' }, covers: [] },
      ['set introduction obsolete'],
    ],
    ['the absence is over', { now: WEEK.endsAt }, ['set introduction obsolete']],
    ['the backup left', { covers: [] }, ['set introduction obsolete']],
    [
      'the backup changed',
      { covers: [aCover({ id: id(11), backupUserId: EVA })] },
      ['set introduction planned 2026-07-03T09:00'],
    ],
    ['notices were turned off', { method: 'none' }, ['set introduction obsolete']],
    [
      'the contact opted out',
      { contacts: [aContact({ hasOptedOut: true })] },
      ['set introduction opted_out 2026-07-03T09:00'],
    ],
    ['the contact left', { contacts: [] }, ['set introduction obsolete']],
    [
      'the absence moved',
      {
        absence: {
          ...aWorld().absence,
          during: { startsAt: at('2026-07-14T00:00'), endsAt: WEEK.endsAt.add({ hours: 168 }) },
        },
        covers: [aCover({ during: { startsAt: at('2026-07-14T00:00'), endsAt: WEEK.endsAt.add({ hours: 168 }) } })],
      },
      ['set introduction planned 2026-07-13T09:00'],
    ],
  ])('%s', (_, over, expected) => {
    expect(inWords(aWorld({ notices: [aNotice()], ...over }))).toEqual(expected);
  });

  test('what fell away comes back with the next backup', () => {
    expect(inWords(aWorld({ notices: [aNotice({ state: 'obsolete' })] }))).toEqual([
      'set introduction planned 2026-07-03T09:00',
    ]);
  });

  test('what a person asked for stays when notices are not sent by themselves', () => {
    expect(inWords(aWorld({ method: 'manual', notices: [aNotice({ method: 'manual' })] }))).toEqual([]);
  });

  test.each(['sent', 'sending', 'failed'] as const)('what is %s is not planned again', (state) => {
    expect(inWords(aWorld({ notices: [aNotice({ state, told: told() })] }))).toEqual([]);
  });
});

describe('whoever was told something else hears once more, and no more', () => {
  const other = [aCover({ id: id(11), backupUserId: EVA })];

  test('ten minutes after another backup said yes', () => {
    expect(inWords(aWorld({ notices: [sent()], covers: other }))).toEqual(['add update planned 2026-06-22T12:10']);
  });

  test('when the days are others', () => {
    const absence = { ...aWorld().absence, lastOn: day('2026-07-12') };
    expect(inWords(aWorld({ absence, notices: [sent()] }))).toEqual(['add update planned 2026-06-22T12:10']);
  });

  test('when nobody is away after all', () => {
    const absence = { ...aWorld().absence, status: 'cancelled' as const };
    expect(inWords(aWorld({ absence, covers: [], notices: [sent()] }))).toEqual([
      'add update planned 2026-06-22T12:10',
    ]);
  });

  test('not while nobody is in charge', () => {
    expect(inWords(aWorld({ notices: [sent()], covers: [] }))).toEqual([]);
  });

  test('not when it came back to what was said', () => {
    const update = aNotice({ id: id(41), kind: 'update' });
    expect(inWords(aWorld({ notices: [sent(), update] }))).toEqual(['set update obsolete']);
  });

  test('not a second time', () => {
    const update = sent({ id: id(41), kind: 'update', told: told({ backupUserId: EVA }) });
    const third = [aCover({ id: id(12), backupUserId: id<UserId>(3) })];
    expect(inWords(aWorld({ notices: [sent(), update], covers: third }))).toEqual([]);
  });

  test('not when they want no more notices', () => {
    const contacts = [aContact({ hasOptedOut: true })];
    expect(inWords(aWorld({ notices: [sent()], covers: other, contacts }))).toEqual([
      'add update opted_out 2026-06-22T12:10',
    ]);
  });

  test('not when the absence ends early: that is no news for customers', () => {
    const absence = { ...aWorld().absence, status: 'completed' as const };
    expect(inWords(aWorld({ absence, covers: other, notices: [sent()], now: at('2026-07-08T10:00') }))).toEqual([]);
  });
});

describe('a person asks that customers be told', () => {
  const ask = (over: Partial<NoticeWorld> = {}) =>
    requestNotices(aWorld({ method: 'manual', ...over }), new Set([id<CustomerId>(20)])).map(
      ({ change, reason, sendAt }) => [change?.do ?? null, change?.state ?? null, reason, String(sendAt)],
    );
  const NOW = '2026-06-22T11:00:00Z';

  test.each<[string, Partial<NoticeWorld>, [string | null, string | null, string | null]]>([
    ['in their next business hours', {}, ['add', 'planned', null]],
    ['to copy, where no mail can be sent', { isConnected: false }, ['add', 'draft', null]],
    ['sooner than planned', { notices: [aNotice()] }, ['set', 'planned', null]],
    ['again, after it failed', { notices: [aNotice({ state: 'failed' })] }, ['set', 'planned', null]],
    ['by mail, after a draft', { notices: [aNotice({ state: 'draft' })] }, ['set', 'planned', null]],
    ['not twice', { notices: [sent()] }, [null, null, 'already-sent']],
    ['not against their wish', { contacts: [aContact({ hasOptedOut: true })] }, ['add', 'opted_out', 'opted-out']],
    ['not about a backup who has not said yes', { covers: [] }, [null, null, 'not-covered']],
  ])('%s', (_, over, expected) => {
    expect(ask(over)).toEqual([[...expected, NOW]]);
  });

  test('not when the next business hours come after the absence', () => {
    expect(ask({ now: at('2026-07-10T18:00') })).toEqual([[null, null, 'too-late', '2026-07-13T08:00:00Z']]);
  });
});
