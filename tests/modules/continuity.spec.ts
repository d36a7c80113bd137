import {
  AcceptCoverage,
  AssignCoverage,
  CreateEvent,
  GetCoverageHistory,
  GetCoverageProof,
  GetCoverageResilience,
  GetResponsible,
  ListAbsences,
  WhatIfAbsence,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { aWorld, type Organisation, type World } from './world.js';

/** Days pass on a slow machine. */
const LONG = 180_000;

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

/** Mia is the only one who could stand in without having said yes. */
const withoutManager = () =>
  org.sql('update users set manager_id = null where tenant_id = $1 and id = any($2::uuid[])', [
    [org.ana.id, org.ben.id, org.eva.id],
  ]);
const midnight = async (offset: number) =>
  Temporal.PlainDate.from(await world.day(offset))
    .toZonedDateTime('Europe/Lisbon')
    .toInstant()
    .toString({ fractionalSecondDigits: 3 });

describe('the continuous-coverage proof', () => {
  test('NFR-1 no customer gaps: an absence nobody accepted is a counterexample for each customer, and a yes closes it', async () => {
    await withoutManager();
    const { id } = await asked(world, org, 5, 9);
    const before = await org.mia.call(GetCoverageProof, {});

    expect(before).toMatchObject({ customers: 3, covered_ratio: 0, gaps_total: 3, weak_total: 0 });
    expect(before.gaps.map(({ customer_id }) => customer_id).sort()).toEqual([...org.customers].sort());
    expect(before.gaps[0]).toMatchObject({
      starts_at: await midnight(5),
      ends_at: await midnight(10),
      cause: 'not-answered',
      responsible: null,
      csm: { name: 'ana' },
    });

    await accept(org.ben, id);
    expect(await org.mia.call(GetCoverageProof, {})).toMatchObject({
      customers: 3,
      covered_ratio: 1,
      covered_time_ratio: 1,
      gaps: [],
    });
  });

  test('the manager as last resort is no gap, and shown as a weak spot with its cause', async () => {
    await asked(world, org, 5, 9);
    const proof = await org.mia.call(GetCoverageProof, {});

    expect(proof).toMatchObject({ covered_ratio: 1, gaps: [], weak_customers: 3, weak_total: 3 });
    expect(proof.weak[0]).toMatchObject({ grade: 'manager', responsible: { name: 'mia' }, cause: 'not-answered' });
    expect(proof.weak[0]?.explanation.at(-1)).toBe(
      'mia (manager for ana) will look after this customer as planned now',
    );
  });

  test('a backup who falls ill in the middle opens the gap from that day', async () => {
    await withoutManager();
    const { id } = await asked(world, org, 5, 9);
    await accept(org.ben, id);
    await org.sql(
      `insert into csm_absences (tenant_id, user_id, absence_type, status, source, time_zone, start_date, end_date, during)
       values ($1, $2, 'sick', 'planned', 'manual', 'Europe/Lisbon', $3::date, $4::date, tstzrange($5, $6))`,
      [org.ben.id, await world.day(8), await world.day(8), await midnight(8), await midnight(9)],
    );

    const { gaps } = await org.mia.call(GetCoverageProof, {});
    expect(gaps).toHaveLength(3);
    expect(gaps[0]).toMatchObject({ starts_at: await midnight(8), ends_at: await midnight(9), cause: 'backup-absent' });
  });

  test('it reaches as far as the horizon, and no further', async () => {
    await withoutManager();
    await asked(world, org, 20, 22);
    expect(await org.mia.call(GetCoverageProof, { horizon_days: 10 })).toMatchObject({ gaps_total: 0 });
    expect(await org.mia.call(GetCoverageProof, { horizon_days: 90 })).toMatchObject({ gaps_total: 3 });
    expect(await org.mia.refused(GetCoverageProof, { horizon_days: 0 })).toBe('400 request.malformed');
    expect(await org.mia.refused(GetCoverageProof, { horizon_days: 367 })).toBe('400 request.malformed');
  });

  test('an admin proves the tenant, a manager the team, a CSM their own; strangers nothing', async () => {
    const [mine] = org.customers;
    await org.sql('update customers set csm_id = $2 where tenant_id = $1 and id = $3', [org.gus.id, mine]);
    const [{ id: emea } = { id: '' }] = await org.sql<{ id: string }>(
      `select id from teams where tenant_id = $1 and name = 'EMEA'`,
    );
    const theirs = await world.organisation();
    const count = async (who: keyof Organisation & ('ada' | 'mia' | 'max' | 'ana' | 'gus' | 'ben'), team_id?: string) =>
      (await org[who].call(GetCoverageProof, team_id ? { team_id } : {})).customers;

    expect([
      await count('ada'),
      await count('mia'),
      await count('max'),
      await count('ana'),
      await count('ben'),
    ]).toEqual([3, 2, 1, 2, 0]);
    expect([await count('ada', emea), await count('max', emea)]).toEqual([2, 0]);
    expect(await theirs.ada.refused(GetCoverageProof, { team_id: emea })).toBe('404 teams.not-found');
    expect(await org.sam.refused(GetCoverageProof, {})).toBe('403 identity.not-allowed');
  });

  test('a customer without owner is a gap from now on, for admins and managers', async () => {
    await org.sql('update customers set csm_id = null where tenant_id = $1 and id = $2', [org.customers[0]]);
    const { gaps } = await org.mia.call(GetCoverageProof, {});
    expect(gaps).toMatchObject([{ customer_id: org.customers[0], cause: 'no-owner', csm: null }]);
    expect(await org.ana.call(GetCoverageProof, {})).toMatchObject({ customers: 2, gaps: [] });
  });

  test('hours of a partial day are hours in the proof', async () => {
    await withoutManager();
    await org.absence(org.ana, 3, 3, { is_partial: true, partial_hours: '9am-12pm' });
    const { gaps } = await org.mia.call(GetCoverageProof, {});
    expect(gaps).toHaveLength(3);
    const [gap] = gaps;
    expect(
      Temporal.Instant.from(gap?.starts_at ?? '')
        .until(gap?.ends_at ?? '')
        .total('hours'),
    ).toBe(3);
    const day = await world.day(3);
    expect(gap?.starts_at).toBe(
      Temporal.PlainDateTime.from(`${day}T09:00`)
        .toZonedDateTime('Europe/Lisbon')
        .toInstant()
        .toString({ fractionalSecondDigits: 3 }),
    );
  });
});

describe('who else must not fall sick', () => {
  test('the one who covers alone, with what is at stake; a second backup takes that away', async () => {
    const { absenceId, id } = await asked(world, org, 5, 9);
    await accept(org.ben, id);
    const { people } = await org.mia.call(GetCoverageResilience, {});

    expect(people).toMatchObject([
      { user: { name: 'ben' }, customers: 3, arr: 3000, left_with_nobody: 0, points_total: 3 },
    ]);
    expect(people[0]?.points[0]).toMatchObject({
      left_with: 'manager',
      stands_in: true,
      starts_at: await midnight(5),
      ends_at: await midnight(10),
    });

    const second = await org.mia.call(AssignCoverage, { absence_id: absenceId, backup_user_id: org.eva.id, tier: 2 });
    await org.eva.call(AcceptCoverage, { assignment_id: second.id });
    expect((await org.mia.call(GetCoverageResilience, {})).people).toEqual([]);
  });

  test('without anybody behind them every owner is a single point', async () => {
    await withoutManager();
    expect((await org.mia.call(GetCoverageResilience, {})).people).toMatchObject([
      { user: { name: 'ana' }, left_with_nobody: 3, points: [{ left_with: 'nobody', stands_in: false }, {}, {}] },
    ]);
    const only = (userId: string) => org.mia.call(GetCoverageResilience, { user_id: userId });
    expect((await only(org.ana.id)).people).toMatchObject([{ user: { name: 'ana' }, customers: 3, points_total: 3 }]);
    expect((await only(org.ben.id)).people).toEqual([]);
  });
});

describe('what if', () => {
  const body = async (from: number, to: number) => ({
    absence_type: 'vacation' as const,
    start_date: await world.day(from),
    end_date: await world.day(to),
  });

  test('the gaps, renewals and meetings of an absence are shown before it is entered, and nothing is saved', async () => {
    await withoutManager();
    await org.sql('update customers set renewal_on = $3::date where tenant_id = $1 and id = $2', [
      org.customers[0],
      await world.day(9),
    ]);
    await org.sql('update customers set renewal_on = $3::date where tenant_id = $1 and id = $2', [
      org.customers[1],
      await world.day(10),
    ]);
    await org.sql(
      `insert into meetings (tenant_id, customer_id, title, starts_at, ends_at) values
       ($1, $2, 'QBR', $3::timestamptz + interval '9 hours', $3::timestamptz + interval '10 hours'),
       ($1, $2, 'Later', $4::timestamptz, $4::timestamptz + interval '1 hour')`,
      [org.customers[0], await midnight(6), await midnight(10)],
    );
    const said = await org.ana.call(WhatIfAbsence, await body(5, 9));

    expect(said).toMatchObject({
      user: { name: 'ana' },
      during: { starts_at: await midnight(5), ends_at: await midnight(10) },
      customers: 3,
      arr: 3000,
      gaps_total: 3,
      renewals: [{ customer: { customer_id: org.customers[0] }, renewal_on: await world.day(9) }],
      meetings: [{ title: 'QBR' }],
      proposal: { gaps: [], weak: [], overload: [] },
    });
    expect(said.gaps[0]).toMatchObject({
      cause: 'nobody-asked',
      starts_at: await midnight(5),
      ends_at: await midnight(10),
    });
    await world.settle();
    expect((await org.ana.call(ListAbsences, {})).items).toEqual([]);
    expect(await org.sql(`select type from history where tenant_id = $1 and type like 'absence.%'`)).toEqual([]);
  });

  test('who would carry more than they can is named, and on whom alone customers would hang', async () => {
    await org.sql('update users set capacity_points = 3 where tenant_id = $1 and id = $2', [org.ben.id]);
    await org.sql('update users set capacity_points = 0 where tenant_id = $1 and id = $2', [org.eva.id]);
    await org.sql('update users set capacity_points = 2 where tenant_id = $1 and id = $2', [org.mia.id]);
    const said = await org.mia.call(WhatIfAbsence, { ...(await body(5, 9)), user_id: org.ana.id });

    expect(said.overload).toMatchObject([{ user: { name: 'mia' }, points: 3, points_before: 0, capacity_points: 2 }]);
    expect(said.weak_total).toBe(3);
    expect(said.proposal).toMatchObject({
      backup: { name: 'ben' },
      weak: [],
      overload: [],
      single_points: [{ user: { name: 'ben' }, customers: 3 }],
    });
  });

  test('the absence of a backup opens the customers they cover', async () => {
    await withoutManager();
    const { id } = await asked(world, org, 5, 9);
    await accept(org.ben, id);
    const said = await org.ben.call(WhatIfAbsence, await body(8, 12));

    expect(said.customers).toBe(0);
    expect(said.gaps).toHaveLength(3);
    expect(said.gaps[0]).toMatchObject({
      starts_at: await midnight(8),
      ends_at: await midnight(10),
      cause: 'backup-absent',
    });
  });

  test('an absence tried at other days is moved, not doubled; its coverage goes along, and nothing is saved', async () => {
    await withoutManager();
    const { id } = await asked(world, org, 5, 9);
    await accept(org.ben, id);
    const [absence] = (await org.ana.call(ListAbsences, { user_id: org.ana.id })).items;
    const instead_of = absence?.id ?? '';
    await org.absence(org.ben, 15, 15);

    const free = await org.mia.call(WhatIfAbsence, { ...(await body(7, 11)), instead_of });
    expect(free).toMatchObject({ user: { name: 'ana' }, gaps_total: 0, during: { starts_at: await midnight(7) } });
    const clash = await org.mia.call(WhatIfAbsence, { ...(await body(14, 18)), instead_of });
    expect(clash.gaps).toHaveLength(3);
    expect(clash.gaps[0]).toMatchObject({
      starts_at: await midnight(15),
      ends_at: await midnight(16),
      cause: 'backup-absent',
    });
    await world.settle();
    const after = (await org.ana.call(ListAbsences, { user_id: org.ana.id })).items;
    expect(after).toMatchObject([{ id: instead_of, version: absence?.version }]);
    expect(await org.ben.refused(WhatIfAbsence, { ...(await body(7, 11)), instead_of })).toMatch(/^(403|404) /);
  });

  test('a teammate may ask what an emergency would do, and reads no meetings and nobody’s load', async () => {
    const at = (hours: number) => world.now().then((now) => String(now.add({ hours })));
    const meeting = { title: 'Board review', starts_at: await at(2), ends_at: await at(3) };
    await org.ana.call(CreateEvent, { customer_id: org.customers[0] ?? '', ...meeting });
    const ask = { user_id: org.ana.id, unplanned: true };

    expect(await org.mia.call(WhatIfAbsence, ask)).toMatchObject({ meetings: [{ title: 'Board review' }] });
    expect(await org.ben.call(WhatIfAbsence, ask)).toMatchObject({ customers: 3, meetings: [], proposal: null });
  });

  test('refused as entering it would be', async () => {
    await org.absence(org.ana, 5, 9);
    expect(await org.ana.refused(WhatIfAbsence, await body(5, 9))).toBe('409 absences.overlaps-own');
    expect(await org.ana.refused(WhatIfAbsence, await body(9, 5))).toBe('422 absences.ends-before-start');
    expect(await org.ben.refused(WhatIfAbsence, { ...(await body(20, 21)), user_id: org.ana.id })).toBe(
      '403 identity.not-allowed',
    );
    const theirs = await world.organisation();
    expect(await theirs.ada.refused(WhatIfAbsence, { ...(await body(20, 21)), user_id: org.ana.id })).toBe(
      '404 users.not-found',
    );
  });
});

describe('who had coverage when', () => {
  test(
    'PRD-258 NFR-3: the tiles of the past and of the plans, without hole, with the owner of each time',
    async () => {
      const { id } = await asked(world, org, 5, 9);
      await accept(org.ben, id);
      await world.forward('P12D');
      const [customer = ''] = org.customers;
      const handedOver = await world.now();
      await org.sql('update customers set csm_id = $2 where tenant_id = $1 and id = $3', [org.eva.id, customer]);
      await org.absence(org.eva, 4, 5);
      const from = handedOver.subtract({ hours: 24 * 12 }).toString();
      const said = await org.ana.call(GetCoverageHistory, {
        customer_id: customer,
        from,
        to: handedOver.add({ hours: 24 * 10 }).toString(),
      });

      const tiles = said.tiles.map(
        (tile) => `${tile.owner?.name}: ${tile.grade} ${tile.responsible?.name}${tile.is_plan ? ' (plan)' : ''}`,
      );
      expect(tiles).toEqual([
        'ana: owner ana',
        'ana: coverage ben',
        'ana: owner ana',
        'eva: owner eva',
        'eva: owner eva (plan)',
        'eva: manager mia (plan)',
        'eva: owner eva (plan)',
      ]);
      expect(said.tiles.slice(1).map(({ starts_at }) => starts_at)).toEqual(
        said.tiles.slice(0, -1).map(({ ends_at }) => ends_at),
      );
      expect(said.tiles[1]).toMatchObject({ assignment_id: id, is_plan: false });
    },
    LONG,
  );

  test('answers about the past stay when the customer changes hands; answers ahead say that they are plans', async () => {
    const [customer = ''] = org.customers;
    const then = (await world.now()).toString();
    await world.forward('PT1H');
    await org.sql('update customers set csm_id = $2 where tenant_id = $1 and id = $3', [org.eva.id, customer]);
    await org.sql('update users set manager_id = null, team_id = null where tenant_id = $1 and id = $2', [org.ana.id]);
    await world.forward('PT1H');

    expect(await org.ana.call(GetResponsible, { customer_id: customer, at: then })).toMatchObject({
      responsible: { name: 'ana' },
      because: 'owner',
      owner: { name: 'ana' },
      is_plan: false,
    });
    const ahead = (await world.now()).add({ hours: 24 }).toString();
    expect(await org.ana.call(GetResponsible, { customer_id: customer, at: ahead })).toMatchObject({
      responsible: { name: 'eva' },
      is_plan: true,
      explanation: ['eva (owner) will look after this customer as planned now'],
    });
    expect(await org.ana.call(GetResponsible, { customer_id: customer })).toMatchObject({ is_plan: false });
  });

  test('a time without end or end before start is refused, and so is a foreign customer', async () => {
    const [customer = ''] = org.customers;
    const now = await world.now();
    const ask = (from: number, to: number) =>
      org.ana.refused(GetCoverageHistory, {
        customer_id: customer,
        from: now.add({ hours: from }).toString(),
        to: now.add({ hours: to }).toString(),
      });
    expect(await ask(1, 1)).toBe('422 coverage.history-span');
    expect(await ask(0, 24 * 900)).toBe('422 coverage.history-span');
    const theirs = await world.organisation();
    expect(await theirs.ada.refused(GetCoverageHistory, { customer_id: customer })).toBe('404 customers.not-found');
  });
});
