import { jest } from '@jest/globals';
import {
  AcceptCoverage,
  ChangeAssignment,
  CheckSetup,
  CreateAbsence,
  ListDepartureCustomers,
  ProposeSetup,
  ReviewSetup,
  PutDepartureNote,
  SaveSetup,
  SetNoticePlan,
  SetNoticeOptOut,
  type AnswerOf,
  type WireOf,
} from '@understudy/contracts';
import { aContact } from './noticing.js';
import { capacity } from './setting-up.js';
import { aWorld, type Organisation, type World } from './world.js';

jest.setTimeout(300_000);

type Plan = WireOf<typeof ProposeSetup>;

/** The steps of the web's wizard (PRD-131): each look tells what saving would do, and leaves nothing behind. */
describe('a set-up step by step', () => {
  let world: World;
  let org: Organisation;
  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    org = await world.organisation({ customers: 12 });
  });

  const week = async (more: Partial<Plan> = {}): Promise<Plan> => ({
    absence_type: 'vacation',
    start_date: await world.day(5),
    end_date: await world.day(9),
    ...more,
  });
  const rowsOf = (table: string) => org.sql(`select 1 from ${table} where tenant_id = $1`);

  test('proposal, review and last look save nothing; saving does what they said', async () => {
    const plan = await week();
    const proposal = await org.ana.call(ProposeSetup, plan);
    expect(proposal.customers.length).toBeGreaterThan(0);
    expect(proposal.days).toHaveLength(5);
    expect(proposal.shares.reduce((sum, { customers }) => sum + customers, 0)).toBe(proposal.customers.length);

    const review = await org.ana.call(ReviewSetup, plan);
    expect(review.items.map(({ customer }) => customer.customer_id).toSorted()).toEqual(
      proposal.customers.map(({ customer_id: id }) => id).toSorted(),
    );
    const check = await org.ana.call(CheckSetup, { ...plan, notify_customers: 'none' });
    expect(check.proof).toEqual({ customers: proposal.customers.length, gaps: [] });
    expect([await rowsOf('csm_absences'), await rowsOf('coverage_assignments')]).toEqual([[], []]);

    const [first] = proposal.customers;
    const notes = [{ customer_id: first?.customer_id ?? '', note: 'Call Mona first', priority: 'high' as const }];
    const saved = await org.ana.call(SaveSetup, { ...plan, notify_customers: 'none', notes });
    expect(saved.assignments.map(({ backup }) => backup.user_id)).toEqual(
      check.proposal.shares.map(({ backup }) => backup.user_id),
    );
    const { items } = await org.ana.call(ListDepartureCustomers, { absence_id: saved.absence.id });
    expect(items.find(({ customer }) => customer.customer_id === first?.customer_id)).toMatchObject({
      note: 'Call Mona first',
      priority_override: 'high',
    });
  });

  test('a customer placed by hand is asked of whoever was named, and of nobody else', async () => {
    const proposal = await org.ana.call(ProposeSetup, await week({ cover: 'split' }));
    const [customer] = proposal.customers;
    const other = proposal.people.find(({ user_id: id }) => id !== customer?.backup_user_id);
    const byHand = [{ customer_id: customer?.customer_id ?? '', backup_user_id: other?.user_id ?? '' }];
    const saved = await org.ana.call(SaveSetup, await week({ cover: 'split', by_hand: byHand }));
    const holders = saved.assignments.filter(({ covered_customer_ids: ids }) =>
      ids.includes(customer?.customer_id ?? ''),
    );
    expect(holders.map(({ backup_user_id: id }) => id)).toEqual([other?.user_id]);
  });

  test('set up again before anybody answered, every customer stays with whoever was asked, and nobody is asked twice', async () => {
    const first = await org.ana.call(ProposeSetup, await week({ cover: 'split' }));
    const [one, two] = first.customers;
    const elsewhere = (id: string | null | undefined) =>
      first.people.find(({ user_id: userId }) => userId !== id)?.user_id ?? '';
    const byHand = [one, two].map((customer) => ({
      customer_id: customer?.customer_id ?? '',
      backup_user_id: elsewhere(customer?.backup_user_id),
    }));
    const saved = await org.ana.call(SaveSetup, await week({ cover: 'split', by_hand: byHand }));
    expect(saved.assignments.length).toBeGreaterThan(1);
    expect(saved.assignments.map(({ status }) => status)).not.toContain('active');

    const of = { absence_id: saved.absence.id };
    const again = await org.ana.call(ProposeSetup, of);
    const asked = new Map(
      saved.assignments.flatMap(({ backup_user_id: id, covered_customer_ids: ids }) => ids.map((each) => [each, id])),
    );
    expect(new Map(again.customers.map((each) => [each.customer_id, each.backup_user_id]))).toEqual(asked);
    const resaved = await org.ana.call(SaveSetup, { ...of, notify_customers: 'none' });
    expect(resaved.assignments.map(({ id }) => id).toSorted()).toEqual(
      saved.assignments.map(({ id }) => id).toSorted(),
    );
  });

  test('somebody new among those who share: it is dealt anew, also while the others have not answered', async () => {
    await org.sql(
      'update users set team_id = (select team_id from users where tenant_id = $1 and id = $3) where tenant_id = $1 and id = $2',
      [org.gus.id, org.ana.id],
    );
    const { people } = await org.ana.call(ProposeSetup, await week());
    const [one, two, three] = people.map(({ user_id: id }) => id);
    const all = { cover: 'split' as const, among: [one ?? '', two ?? '', three ?? ''] };
    const holders = ({ customers }: AnswerOf<typeof ProposeSetup>) =>
      new Map(customers.map((each) => [each.customer_id, each.backup_user_id]));
    const fresh = holders(await org.ana.call(ProposeSetup, await week(all)));
    expect(new Set(fresh.values()).size).toBeGreaterThan(1);

    // the first two are asked for what fits the other one better
    const byHand = [...fresh].flatMap(([customer_id, best]) => {
      const other = best === one ? two : one;
      return [{ customer_id, backup_user_id: other ?? '' }];
    });
    const among = [one ?? '', two ?? ''];
    const saved = await org.ana.call(SaveSetup, await week({ cover: 'split', among, by_hand: byHand }));
    expect(saved.assignments).toHaveLength(2);
    const of = { absence_id: saved.absence.id };
    expect(holders(await org.ana.call(ProposeSetup, { ...of, cover: 'split', among }))).not.toEqual(fresh);
    expect(holders(await org.ana.call(ProposeSetup, { ...of, ...all }))).toEqual(fresh);
  });

  test('saved again while somebody else is asked instead: who said yes stays in force, and the question waits on', async () => {
    const saved = await org.ana.call(SaveSetup, await week({ cover: org.ben.id }));
    const [bens] = saved.assignments;
    const id = bens?.id ?? '';
    await org.ben.call(AcceptCoverage, { assignment_id: id });
    await org.mia.call(ChangeAssignment, { assignment_id: id, backup_user_id: org.eva.id });
    const before = await org.assignments(saved.absence.id);
    expect(before.map(({ status }) => status).toSorted()).toEqual(['accepted', 'pending']);

    const of = { absence_id: saved.absence.id };
    expect((await org.ana.call(ProposeSetup, of)).asked).toMatchObject([{ user_id: org.eva.id, accepted: false }]);
    await org.ana.call(SaveSetup, { ...of, notify_customers: 'none' });
    const rowsOfAll = (rows: typeof before) => rows.map((row) => [row.id, row.status]).toSorted();
    expect(rowsOfAll(await org.assignments(saved.absence.id))).toEqual(rowsOfAll(before));
  });

  test('who wants out and is chosen again is asked again, and stays in force until the answer', async () => {
    const saved = await org.ana.call(SaveSetup, await week({ cover: org.ben.id }));
    const id = saved.assignments[0]?.id ?? '';
    await org.ben.call(AcceptCoverage, { assignment_id: id });
    await org.mia.call(ChangeAssignment, { assignment_id: id, backup_user_id: org.eva.id });

    await org.ana.call(SaveSetup, { absence_id: saved.absence.id, cover: org.ben.id, notify_customers: 'none' });
    const open = (await org.assignments(saved.absence.id)).filter(({ status }) => /accepted|pending/.test(status));
    expect(open.map(({ backup, status }) => [backup.user_id, status]).toSorted()).toEqual([
      [org.ben.id, 'accepted'],
      [org.ben.id, 'pending'],
    ]);
    const question = open.find(({ status }) => status === 'pending')?.id ?? '';
    await org.ben.call(AcceptCoverage, { assignment_id: question });
    const after = (await org.assignments(saved.absence.id)).filter(({ status }) => /accepted|pending/.test(status));
    expect(after).toMatchObject([{ id: question, status: 'accepted', release_by: null }]);
    expect(after[0]?.covered_customer_ids).toHaveLength(12);
  });

  test('one of those who share wants out: whoever said yes to the rest keeps it when the set-up is saved again', async () => {
    const { people, customers } = await org.ana.call(ProposeSetup, await week({ cover: 'split' }));
    // the best of all leaves, so that going back to one backup would move everything
    const [two, one] = people.map(({ user_id: userId }) => userId);
    const by_hand = customers.map(({ customer_id }, at) => ({
      customer_id,
      backup_user_id: (at < 6 ? one : two) ?? '',
    }));
    const saved = await org.ana.call(SaveSetup, await week({ cover: 'split', by_hand }));
    const callers = new Map([org.ben, org.eva, org.mia, org.gus].map((caller) => [caller.id, caller]));
    for (const { id, backup_user_id } of saved.assignments)
      await callers.get(backup_user_id)?.call(AcceptCoverage, { assignment_id: id });
    const stays = saved.assignments.find(({ backup_user_id }) => backup_user_id === one);
    const leaves = saved.assignments.find(({ backup_user_id }) => backup_user_id === two);
    // nobody is asked for theirs: wanting out is known, the question not there yet
    await org.sql(
      `update coverage_assignments set release_requested_at = now(), release_by = now() + interval '1 hour' where tenant_id = $1 and id = $2`,
      [leaves?.id],
    );
    await org.ana.call(SaveSetup, { absence_id: saved.absence.id, notify_customers: 'none' });
    const kept = (await org.assignments(saved.absence.id)).find(({ id }) => id === stays?.id);
    expect(kept).toMatchObject({ status: 'accepted' });
    expect(kept?.covered_customer_ids).toHaveLength(6);
  });

  test('only those who are named share', async () => {
    const { people } = await org.ana.call(ProposeSetup, await week());
    const chosen = people[1]?.user_id ?? '';
    const { shares } = await org.ana.call(ProposeSetup, await week({ cover: 'split', among: [chosen] }));
    expect(shares.map(({ backup }) => backup.user_id)).toEqual([chosen]);
  });

  test('an absence that is known already is set up, not entered twice; without an end it says so', async () => {
    const { id } = await org.ana.call(CreateAbsence, {
      absence_type: 'parental',
      start_date: await world.day(5),
      end_date: null,
      review_on: await world.day(40),
    });
    const proposal = await org.ana.call(ProposeSetup, { absence_id: id });
    expect(proposal.absence).toMatchObject({ id, end_date: null, absence_type: 'parental' });
    await org.ana.call(SaveSetup, { absence_id: id, notify_customers: 'none' });
    expect(await rowsOf('csm_absences')).toHaveLength(1);
    expect((await org.ana.call(ProposeSetup, await week({ end_date: null }))).absence.end_date).toBeNull();
  });

  test('set up again, what was decided about mails and how a customer is handled stays, unless it is said anew', async () => {
    const saved = await org.ana.call(SaveSetup, { ...(await week()), notify_customers: 'auto' });
    const of = { absence_id: saved.absence.id };
    await org.ana.call(SetNoticePlan, { ...of, method: 'manual' });
    const key = { ...of, customer_id: org.customers[0] ?? '' };
    await org.ana.call(PutDepartureNote, { ...key, note: 'Call Mona', priority: 'high', handling: 'In German only' });
    expect((await org.ana.call(ProposeSetup, of)).absence.notify_customers).toBe('manual');

    const notes = [{ customer_id: key.customer_id, note: '', priority: null }];
    const again = await org.ana.call(SaveSetup, { ...of, notes });
    expect(again.notify_customers).toBe('manual');
    expect((await org.ana.call(ProposeSetup, of)).absence.notify_customers).toBe('manual');
    const { items } = await org.ana.call(ListDepartureCustomers, of);
    expect(items.find(({ customer }) => customer.customer_id === key.customer_id)).toMatchObject({
      note: '',
      priority_override: null,
      handling: 'In German only',
    });

    await org.ana.call(SaveSetup, { ...of, notify_customers: 'none' });
    expect((await org.ana.call(ProposeSetup, of)).absence.notify_customers).toBe('none');
  });

  test('nobody has room: every customer is named with the reason', async () => {
    for (const who of [org.ben, org.eva]) await capacity(org, who, 0);
    const { unplaced, customers } = await org.ana.call(ProposeSetup, await week({ cover: 'split' }));
    expect(unplaced.length).toBe(customers.length);
    expect(unplaced[0]?.reason).toMatch(/\w/);
  });

  test('who opted out is named apart, and can be asked back', async () => {
    await aContact(org, org.customers[0]);
    const before = await org.ana.call(CheckSetup, await week({ notify_customers: 'auto' }));
    const [notice] = before.notices.items;
    expect([before.notices.items.length, before.notices.opted_out]).toEqual([1, []]);
    await org.ana.call(SetNoticeOptOut, {
      customer_id: notice?.customer.customer_id ?? '',
      stakeholder_id: notice?.contact.stakeholder_id ?? '',
      opt_out: true,
    });
    const after = await org.ana.call(CheckSetup, await week({ notify_customers: 'auto' }));
    expect(after.notices.opted_out).toMatchObject([{ contact: notice?.contact }]);
    expect(after.notices.items).toHaveLength(before.notices.items.length - 1);
  });

  test('oneself and a manager for the team; not a teammate, not another tenant', async () => {
    const plan = await week({ csm_id: org.ana.id });
    expect((await org.mia.call(ProposeSetup, plan)).user.user_id).toBe(org.ana.id);
    expect(await org.ben.refused(ProposeSetup, plan)).toBe('403 identity.not-allowed');
    const theirs = await world.organisation();
    expect(await org.mia.refused(ProposeSetup, await week({ csm_id: theirs.ana.id }))).toBe('404 users.not-found');
    expect(await org.ana.refused(ProposeSetup, await week({ end_date: await world.day(3) }))).toBe(
      '422 absences.ends-before-start',
    );
  });
});
