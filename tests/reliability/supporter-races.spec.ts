/**
 * Caps hold (reliability.md): hundreds who ask for a human at once, on real PostgreSQL. What holds is asked of the rows themselves, by
 * SQL that knows nothing of the product; a control without the counting trigger shows that it can see a failure.
 */
import { jest } from '@jest/globals';
import { ApiProblem } from '@understudy/api-client';
import {
  ChangeSupporter,
  EscalateConversation,
  SetSupporterAvailability,
  SetSupportStatus,
  TakeNextConversation,
  TransferEscalation,
} from '@understudy/contracts';
import { aSupporter, type SupportPerson, unsound } from '../modules/supporting.js';
import { aWorld, type Organisation, type World } from '../modules/world.js';

const soak = process.env['UNDERSTUDY_SOAK'] === '1';
const SEEDS = Array.from({ length: soak ? 100 : 5 }, (_, index) => index + 1);
const STORMS = SEEDS.slice(0, soak ? 40 : 2);
const CALLERS = 400;
const SLOTS = 50;

jest.setTimeout(1_800_000);

let world: World;
let org: Organisation;
afterEach(() => world?.close());

/** Numbers that look random and are the same for one seed (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b9;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** So many conversations of Eli's, without a request for each. */
const conversations = async (count: number): Promise<string[]> =>
  (
    await org.sql<{ id: string }>(
      `insert into conversations (tenant_id, channel, subject, requester_email) select $1, 'chat', 'Question ' || n, $2 from generate_series(1, $3::int) n returning id`,
      [org.eli.email, count],
    )
  ).map(({ id }) => id);

/** Supporters whose caps come to 50: a few with much room, some with little, one with none. */
async function supportersOf(seed: number): Promise<SupportPerson[]> {
  const roll = dice(seed);
  await org.sql('update supporters set max_active_escalations = 0 where tenant_id = $1');
  const caps: number[] = [];
  for (let left = SLOTS; left > 0; left -= caps.at(-1) ?? 0) caps.push(Math.min(left, 1 + roll(9)));
  return Promise.all(caps.map((cap, index) => aSupporter(world, org, `s${index}`, cap)));
}

type Answer = 'assigned' | 'pending';
async function ask(session_id: string): Promise<Answer> {
  try {
    const { status } = await org.eli.call(EscalateConversation, {
      tenant_id: org.tenantId,
      session_id,
      reason: 'Help',
    });
    return status === 'assigned' ? 'assigned' : 'pending';
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'supporters.none-free') return 'pending';
    throw error;
  }
}

/** Unresolved ones with an owner, by the rows alone. */
const taken = async (): Promise<number> =>
  (
    await org.sql<{ n: number }>(
      `select count(*)::int as n from escalations where tenant_id = $1 and primary_owner_id is not null and status in ('open', 'investigating', 'action_required')`,
    )
  )[0]?.n ?? -1;

test(`${CALLERS} callers for ${SLOTS} slots: exactly ${SLOTS} are assigned, ${SEEDS.length} times`, async () => {
  world = await aWorld();
  // what follows from it by itself may take its time: what they were answered counts
  await world.stopWorker();
  for (const seed of SEEDS) {
    org = await world.organisation();
    await supportersOf(seed);
    const answers = await Promise.all((await conversations(CALLERS)).map(ask));

    expect([seed, answers.filter((answer) => answer === 'assigned').length]).toEqual([seed, SLOTS]);
    expect(await taken()).toBe(SLOTS);
    expect(await unsound(org)).toEqual([]);
    expect(await org.sql('select 1 from escalations where tenant_id = $1')).toHaveLength(CALLERS);
  }
});

/** Refusals that a person can read; anything else of a race is a bug: a deadlock, a lost write, a 500. */
const EXPECTED = new Set([
  'supporters.none-free',
  'supporters.at-cap',
  'supporters.not-available',
  'supporters.nobody-else-free',
  'supporters.same-owner',
  'escalations.over',
  'escalations.illegal-transition',
]);

test.each(STORMS)(
  'everything at once: no cap is passed, and afterwards nobody waits while somebody is free (seed %i)',
  async (seed) => {
    world = await aWorld();
    org = await world.organisation();
    const people = await supportersOf(seed);
    const roll = dice(seed);
    await Promise.all((await conversations(60)).map(ask));
    const open = await org.sql<{ id: string }>('select id from escalations where tenant_id = $1 order by id');
    const tenant_id = org.tenantId;
    const one = <Row>(rows: readonly Row[]): Row => rows[roll(rows.length)] as Row;
    const doings = [...(await conversations(80))].map((session_id, index) => () => {
      const [who, { id: escalation_id }] = [one(people), one(open)];
      const supporter_id = who.supporterId;
      switch (index % 8) {
        case 0:
          return org.ada.call(SetSupportStatus, { tenant_id, escalation_id, status: 'resolved', notes: 'Done' });
        case 1:
          return org.ada.call(SetSupporterAvailability, { tenant_id, supporter_id, is_available: roll(2) === 0 });
        case 2:
          return org.ada.call(ChangeSupporter, { tenant_id, supporter_id, max_active_escalations: 3 + roll(9) });
        case 3:
          return org.ada.call(TransferEscalation, { escalation_id, to_supporter_id: supporter_id, note: 'Yours' });
        case 4:
          return org.ada.call(TakeNextConversation, { tenant_id, supporter_id });
        case 5:
          return org.ada.call(TransferEscalation, { escalation_id, note: 'To anybody' });
        default:
          return ask(session_id);
      }
    });
    const answers = await Promise.allSettled(doings.map((doing) => doing()));
    for (const answer of answers)
      if (answer.status === 'rejected') {
        const code: unknown = answer.reason instanceof ApiProblem ? answer.reason.problem.code : answer.reason;
        expect(EXPECTED).toContain(code);
      }
    await world.settle();

    const lowered = await org.sql(
      'select 1 from supporters where tenant_id = $1 and active_escalations > max_active_escalations',
    );
    // a cap that was lowered below what somebody carries takes nothing away: only then is more than the cap right
    expect(await unsound(org)).toHaveLength(lowered.length);
  },
);

test('control: without the counting trigger caps are passed, and the check sees it', async () => {
  world = await aWorld({ asOwner: 'drop trigger escalations_counted on escalations' });
  org = await world.organisation();
  await org.sql('update supporters set max_active_escalations = 2 where tenant_id = $1');
  const answers = await Promise.all((await conversations(8)).map(ask));

  expect(answers.filter((answer) => answer === 'assigned')).toHaveLength(8);
  expect(await unsound(org)).toEqual(['sam carries 0, counted 8 of 2']);
});
