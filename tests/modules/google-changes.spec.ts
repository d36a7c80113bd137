import { jest } from '@jest/globals';
import {
  BeginGoogleConsent,
  ListRouting,
  PutGoogleChanges,
  PutGoogleConnection,
  PutSplit,
  ReleaseCoverage,
  ReturnFromAbsence,
} from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { aWorkspace, connectedByDelegation, type Workspace } from './workspace.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

/** Days pass in these, and CI's machine is slow. */
jest.setTimeout(120_000);

const EVENTS = '/calendar/v3/calendars/primary/events';
const SETTINGS = '/gmail/v1/users/me/settings';
const OWN_REPLY = { enableAutoReply: false, responseSubject: 'Gone fishing', responseBodyPlainText: 'Back some day.' };

let workspace: Workspace;
let world: World;
let org: Organisation;
beforeAll(async () => {
  workspace = await aWorkspace();
  world = await aWorld({ env: workspace.env });
});
afterAll(async () => {
  await world?.close();
  await workspace?.close();
});
beforeEach(async () => {
  await workspace.control('DELETE', '/faults');
  org = await world.organisation({ customers: 3 });
  await connectedByDelegation(workspace, org);
  for (const [at, id] of org.customers.entries())
    await org.sql('insert into customer_domains (tenant_id, domain, customer_id) values ($1, $2, $3)', [
      domain(at),
      id,
    ]);
  await workspace.as(org.ana, 'PUT', `${SETTINGS}/vacation`, OWN_REPLY);
  await workspace.as(org.ana, 'POST', `${SETTINGS}/filters`, {
    criteria: { from: `@${domain(0)}` },
    action: { addLabelIds: ['STARRED'] },
  });
});

const domain = (at: number) => `customer-${at}-${org.tenantId.slice(0, 8)}.example`;
const lines = async (absenceId: string) => (await org.mia.call(ListRouting, { absence_id: absenceId })).items;
/** "Mail from acme.com: applied", of e-mail and calendar. */
const states = async (absenceId: string) =>
  (await lines(absenceId))
    .filter(({ type }) => type === 'email' || type === 'calendar')
    .map(({ original_routing, state }) => `${original_routing.replace(/: ana$/, '')}: ${state}`);
const problems = async (absenceId: string) => (await lines(absenceId)).flatMap(({ problem }) => problem ?? []);

const reply = () => workspace.as(org.ana, 'GET', `${SETTINGS}/vacation`);
const filters = async () => {
  const { filter = [] } = (await workspace.as(org.ana, 'GET', `${SETTINGS}/filters`)) as {
    filter?: { id: string; criteria: { from: string }; action: { forward?: string } }[];
  };
  return filter;
};
/** Filters stand side by side: their order says nothing. */
const forwards = async () =>
  (await filters())
    .flatMap(({ criteria, action }) => (action.forward ? `${criteria.from} > ${action.forward}` : []))
    .toSorted();
const meet = async (
  who: Person,
  day: number,
  guests: readonly string[],
  more: object = {},
): Promise<Record<string, unknown>> =>
  workspace.as(who, 'POST', EVENTS, {
    summary: 'Review',
    start: { dateTime: `${await world.day(day)}T14:00:00`, timeZone: 'Europe/Lisbon' },
    end: { dateTime: `${await world.day(day)}T15:00:00`, timeZone: 'Europe/Lisbon' },
    attendees: [{ email: who.email, responseStatus: 'accepted' }, ...guests.map((email) => ({ email }))],
    ...more,
  });
const guestsOf = async (id: unknown) => {
  const { attendees = [] } = (await workspace.as(org.ana, 'GET', `${EVENTS}/${id}`)) as {
    attendees?: { email: string }[];
  };
  return attendees.map(({ email }) => email);
};
/** Everything of Ana's that a coverage may touch. */
const everything = async () => {
  const at = async (address: string) => workspace.as(org.ana, 'GET', `${SETTINGS}/${address}`);
  const { items = [] } = (await workspace.as(org.ana, 'GET', EVENTS)) as {
    items?: { id: string; summary: string; attendees?: { email: string }[] }[];
  };
  return {
    reply: await reply(),
    filters: (await filters()).map(({ criteria, action }) => ({ criteria, action })),
    addresses: await at('forwardingAddresses'),
    delegates: await at('delegates'),
    meetings: items.map(({ id, summary, attendees }) => [id, summary, attendees?.map(({ email }) => email)]),
  };
};

async function covered(days = 4): Promise<{ absenceId: string; id: string }> {
  const assignment = await asked(world, org, 0, days);
  await accept(org.ben, assignment.id);
  await world.settle();
  return assignment;
}
const comesBack = async (id: string) => {
  await org.ana.call(ReturnFromAbsence, { coverage_id: id });
  await world.settle();
};

describe('PRD-131 FR-5: the mailbox and the meetings of whoever is away', () => {
  test('are changed at the start of the coverage, and at the return all is as it was', async () => {
    const review = await meet(org.ana, 1, [`jo@${domain(0)}`]);
    await meet(org.ana, 1, [org.eva.email], { summary: 'Team' });
    const later = await meet(org.ana, 20, [`jo@${domain(0)}`]);
    const before = await everything();

    const { absenceId, id } = await covered();
    expect(await states(absenceId)).toEqual([
      'Forwarding to ben: applied',
      `Mail from ${domain(0)}: applied`,
      `Mail from ${domain(1)}: applied`,
      `Mail from ${domain(2)}: applied`,
      'Reply while away: applied',
      'Meeting: Review: applied',
    ]);
    expect(await forwards()).toEqual([0, 1, 2].map((at) => `@${domain(at)} > ${org.ben.email}`));
    expect(await guestsOf(review['id'])).toEqual([org.ana.email, `jo@${domain(0)}`, org.ben.email]);
    expect(await guestsOf(later['id'])).not.toContain(org.ben.email);
    expect(await reply()).toMatchObject({ enableAutoReply: true, responseSubject: 'Out of office' });
    const { responseBodyPlainText: words, startTime, endTime } = (await reply()) as Record<string, string>;
    expect(words).toContain(`ben, ${org.ben.email}`);
    for (const secret of ['vacation', 'Customer 0', domain(0), '1000']) expect(words).not.toContain(secret);
    expect(Number(startTime)).toBeLessThan(Number(endTime));

    await comesBack(id);
    expect(new Set((await states(absenceId)).map((line) => line.split(': ').at(-1)))).toEqual(new Set(['reverted']));
    expect(await everything()).toEqual(before);
  });

  test('a customer who writes meanwhile reaches the backup, and learns who that is', async () => {
    await covered();
    const { forwarded_to, auto_replied } = (await workspace.control('POST', `/google/people/${org.ana.email}/receive`, {
      from: { name: 'Jo', email: `jo@${domain(1)}` },
      subject: 'Help',
      text: 'It stands still.',
    })) as { forwarded_to: string[]; auto_replied: boolean };
    expect([forwarded_to, auto_replied]).toEqual([[org.ben.email], true]);
  });

  test('what somebody else changed meanwhile is left as it is and said; the rest comes back', async () => {
    const review = await meet(org.ana, 1, [`jo@${domain(0)}`]);
    const { absenceId, id } = await covered();
    const own = { enableAutoReply: true, responseSubject: 'Still away', responseBodyPlainText: 'Ask Ben.' };
    await workspace.as(org.ana, 'PUT', `${SETTINGS}/vacation`, own);
    const [first] = (await filters()).filter(({ action }) => action.forward);
    await workspace.as(org.ana, 'DELETE', `${SETTINGS}/filters/${first?.id}`);
    await workspace.as(org.ana, 'POST', `${SETTINGS}/filters`, {
      criteria: { from: `@${domain(0)}`, subject: 'invoice' },
      action: { forward: org.ben.email },
    });

    await comesBack(id);
    expect(await reply()).toMatchObject(own);
    expect(await forwards()).toEqual([`@${domain(0)} > ${org.ben.email}`]);
    expect(await guestsOf(review['id'])).not.toContain(org.ben.email);
    const after = await states(absenceId);
    expect(after).toContain('Reply while away: conflict');
    expect(after).toContain(`Mail from ${domain(0)}: conflict`);
    expect(after).toContain(`Mail from ${domain(1)}: reverted`);
    expect(await problems(absenceId)).toEqual(
      expect.arrayContaining([
        'Changed by somebody else meanwhile; left alone',
        `A filter still forwards to ${org.ben.email}, so the address stays`,
      ]),
    );
  });

  test('who hands it back is out of it, whoever follows is in, and the reply names the new one', async () => {
    const review = await meet(org.ana, 2, [`jo@${domain(0)}`]);
    const before = await everything();
    const { absenceId, id } = await covered();
    await org.ben.call(ReleaseCoverage, { assignment_id: id, reason: 'I am needed elsewhere' });
    await world.settle();
    const next = (await org.assignments(absenceId)).find(({ status }) => status === 'pending');
    await accept(org.eva, next?.id ?? '');
    await world.settle();

    expect(await forwards()).toEqual([0, 1, 2].map((at) => `@${domain(at)} > ${org.eva.email}`));
    expect(await guestsOf(review['id'])).toEqual([org.ana.email, `jo@${domain(0)}`, org.eva.email]);
    const { responseBodyPlainText: words } = (await reply()) as Record<string, string>;
    expect([words?.includes(org.eva.email), words?.includes(org.ben.email)]).toEqual([true, false]);
    await comesBack(next?.id ?? '');
    expect(await everything()).toEqual(before);
  });

  test('two backups have the mail of their own customers, and one reply names both', async () => {
    const before = await everything();
    const [first, ...rest] = org.customers;
    const { absenceId } = await asked(world, org, 0, 4);
    const shares = await org.ana.call(PutSplit, {
      absence_id: absenceId,
      assignments: [
        { backup_user_id: org.ben.id, customer_ids: [first ?? ''] },
        { backup_user_id: org.eva.id, customer_ids: rest },
      ],
    });
    const idOf = (who: Person) =>
      shares.items.find(({ backup, status }) => backup.user_id === who.id && status === 'pending')?.id ?? '';
    await accept(org.ben, idOf(org.ben));
    await accept(org.eva, idOf(org.eva));
    await world.settle();
    expect(await forwards()).toEqual([
      `@${domain(0)} > ${org.ben.email}`,
      `@${domain(1)} > ${org.eva.email}`,
      `@${domain(2)} > ${org.eva.email}`,
    ]);
    const named = async () => {
      const { responseBodyPlainText = '' } = (await reply()) as Record<string, string>;
      return [org.ben, org.eva].filter(({ email }) => responseBodyPlainText.includes(email)).map(({ name }) => name);
    };
    expect(await named()).toEqual(['ben', 'eva']);
    expect((await states(absenceId)).filter((line) => line.startsWith('Reply'))).toEqual(['Reply while away: applied']);

    // Ben goes when somebody else has said yes
    await org.ben.call(ReleaseCoverage, { assignment_id: idOf(org.ben), reason: 'I am needed elsewhere' });
    await world.settle();
    // a question to Ben from before Eva's yes may still be there
    const next = (await org.assignments(absenceId)).find(
      ({ status, backup }) => status === 'pending' && backup.user_id !== org.ben.id,
    );
    const follower = [org.ada, org.eva, org.gus, org.mia].find(({ id }) => id === next?.backup.user_id);
    if (!follower) throw new Error(`nobody else is asked: ${JSON.stringify(await org.assignments(absenceId))}`);
    await accept(follower, next?.id ?? '');
    await world.settle();
    expect(await named()).toEqual(['eva']);
    expect(await forwards()).not.toContainEqual(expect.stringContaining(org.ben.email));
    await comesBack(next?.id ?? '');
    expect(await everything()).toEqual(before);
  });

  test('meetings that come, move or are called off while the coverage runs follow', async () => {
    const moved = await meet(org.ana, 1, [`jo@${domain(0)}`]);
    const { absenceId } = await covered(6);
    const added = await meet(org.ana, 3, [`kim@${domain(1)}`], { summary: 'Kick-off' });
    await workspace.as(org.ana, 'PATCH', `${EVENTS}/${moved['id']}`, {
      start: { dateTime: `${await world.day(30)}T14:00:00`, timeZone: 'Europe/Lisbon' },
      end: { dateTime: `${await world.day(30)}T15:00:00`, timeZone: 'Europe/Lisbon' },
    });
    await world.forward('PT4H5M');
    expect(await guestsOf(added['id'])).toContain(org.ben.email);
    expect(await guestsOf(moved['id'])).not.toContain(org.ben.email);
    expect(await states(absenceId)).toEqual(
      expect.arrayContaining(['Meeting: Kick-off: applied', 'Meeting: Review: reverted']),
    );
  });

  test('where only the organiser invites, it stays a suggestion', async () => {
    const review = await meet(org.eva, 1, [org.ana.email, `jo@${domain(0)}`], { guestsCanInviteOthers: false });
    const { absenceId } = await covered();
    expect(await states(absenceId)).toContain('Meeting: Review: unsupported');
    expect(await problems(absenceId)).toContainEqual(expect.stringContaining(`${org.eva.email} may invite`));
    expect(await guestsOf(review['id'])).not.toContain(org.ben.email);
  });

  test('an organisation chooses what is changed, and running coverages follow', async () => {
    const before = await everything();
    const { absenceId } = await covered();
    const wishes = { reply: false, forward: false, delegate: true, meetings: false, notices: true, documents: true };
    expect(await org.mia.refused(PutGoogleChanges, wishes)).toBe('403 identity.not-allowed');
    await org.ada.call(PutGoogleChanges, wishes);
    await world.settle();
    expect(await states(absenceId)).toContain('ben may open the mailbox: applied');
    const after = await everything();
    expect([after.reply, after.filters, after.addresses]).toEqual([before.reply, before.filters, before.addresses]);
    expect(JSON.stringify(after.delegates)).toContain(org.ben.email);
  });
});

test('connected while a coverage runs: it follows', async () => {
  await org.sql('update google_connections set mode = $2, admin_email = null where tenant_id = $1', ['off']);
  const { absenceId } = await covered();
  expect(await states(absenceId)).toEqual(['E-mail: unsupported', 'Customer meetings: unsupported']);
  await org.ada.call(PutGoogleConnection, { mode: 'delegation', admin_email: org.ada.email });
  await world.settle();
  expect(await states(absenceId)).toContain('Reply while away: applied');
  expect(await forwards()).toHaveLength(3);
});

test('with one’s own consent: the reply and filters; an address to forward to is added by hand, and found', async () => {
  await org.ada.call(PutGoogleConnection, { mode: 'user-consent' });
  await world.settle();
  const page = new URL((await org.ana.call(BeginGoogleConsent, {})).url);
  page.searchParams.set('sandbox_person', org.ana.email);
  for (const scope of page.searchParams.get('scope')?.split(' ') ?? [])
    page.searchParams.append('sandbox_granted', scope);
  const granted = await fetch(page, { redirect: 'manual' });
  await fetch(granted.headers.get('location') ?? '', { redirect: 'manual' });

  const { absenceId, id } = await covered();
  expect(await states(absenceId)).toEqual([
    `Mail from ${domain(0)}: unsupported`,
    `Mail from ${domain(1)}: unsupported`,
    `Mail from ${domain(2)}: unsupported`,
    'Reply while away: applied',
  ]);
  expect(await problems(absenceId)).toContainEqual(
    expect.stringContaining(`Add the address in Gmail under Settings, Forwarding`),
  );
  await workspace.as(org.ana, 'POST', `${SETTINGS}/forwardingAddresses`, { forwardingEmail: org.ben.email });
  await world.forward('PT6H5M');
  expect(await forwards()).toHaveLength(3);
  await comesBack(id);
  expect([await forwards(), await reply()]).toEqual([[], OWN_REPLY]);
});

describe('whatever goes wrong on the way', () => {
  const WRITES = [
    'gmail.users.settings.updateVacation',
    'gmail.users.settings.filters.create',
    'gmail.users.settings.filters.delete',
    'gmail.users.settings.forwardingAddresses.create',
    'gmail.users.settings.forwardingAddresses.delete',
    'calendar.events.patch',
  ];
  const READS = [
    'gmail.users.settings.getVacation',
    'gmail.users.settings.filters.list',
    'gmail.users.settings.forwardingAddresses.get',
    'calendar.events.list',
    'calendar.events.get',
  ];
  const strike = async (kind: string, methods: readonly string[]) => {
    for (const method of methods)
      await workspace.control('POST', '/faults', {
        kind,
        method,
        ...(kind.startsWith('timeout') && { delay_ms: 50 }),
        ...(kind === 'rate-limited' && { retry_after: 120 }),
      });
  };

  test.each([
    ['timeout-after', WRITES],
    ['timeout-before', [...WRITES, ...READS]],
    ['error-500', [...WRITES, ...READS]],
    ['rate-limited', [...WRITES, ...READS]],
  ] as const)('%s at every call: it ends in place, and ends as it was', async (kind, methods) => {
    await meet(org.ana, 1, [`jo@${domain(0)}`]);
    const before = await everything();
    const { absenceId, id } = await asked(world, org, 0, 4);
    await strike(kind, methods);
    await accept(org.ben, id);
    await world.settle();
    await world.forward('PT30M');
    await workspace.control('DELETE', '/faults');
    expect(new Set((await states(absenceId)).map((line) => line.split(': ').at(-1)))).toEqual(new Set(['applied']));
    expect(await forwards()).toHaveLength(3);

    await strike(kind, methods);
    await comesBack(id);
    await world.forward('PT30M');
    await workspace.control('DELETE', '/faults');
    expect(await everything()).toEqual(before);
    expect(new Set((await states(absenceId)).map((line) => line.split(': ').at(-1)))).toEqual(new Set(['reverted']));
  });

  test('Google asks to wait for ten minutes, and is not asked before', async () => {
    const { absenceId, id } = await asked(world, org, 0, 4);
    await workspace.control('POST', '/faults', {
      kind: 'rate-limited',
      method: 'gmail.users.settings.updateVacation',
      retry_after: 600,
    });
    await accept(org.ben, id);
    await world.settle();
    await world.forward('PT9M');
    expect(await states(absenceId)).toContain('Reply while away: applying');
    await world.forward('PT2M');
    expect(await states(absenceId)).toContain('Reply while away: applied');
  });

  test('a scope that is taken away says so on each line, and what was set comes back once it is there again', async () => {
    const { absenceId, id } = await covered();
    const domainOf = org.ana.email.split('@')[1];
    await workspace.control('POST', '/google/admin/delegation', { scopes: [], domain: domainOf });
    await comesBack(id);
    expect(await states(absenceId)).toContain('Reply while away: reverting');
    expect((await problems(absenceId)).join()).toMatch(/Google|Workspace/);
    await workspace.control('POST', '/google/admin/delegation', { scopes: null, domain: domainOf });
    await org.sql(`insert into outbox (tenant_id, type, payload) values ($1, 'google.poll-all', '{}')`);
    await world.settle();
    await world.forward('PT2H');
    expect(await reply()).toEqual(OWN_REPLY);
  });
});
