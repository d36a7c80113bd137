import { jest } from '@jest/globals';
import { ApiProblem } from '@understudy/api-client';
import {
  AddonAction,
  AddonCalendarEvent,
  AddonCalendarHome,
  AddonCalendarSync,
  type Card,
  type CardActionAnswer,
  ListAbsences,
  type SentEvent,
} from '@understudy/contracts';
import { buttonsOf, formOf, press, READER, shown, wordsOf } from './addon-cards.js';
import { accept } from './covering.js';
import { aWorkspace, connectedByDelegation, type Workspace } from './workspace.js';
import { aWorld, type Organisation, type Person, type World } from './world.js';

jest.setTimeout(300_000);

const EVENTS = '/calendar/v3/calendars/primary/events';

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

const only = ({ cards }: { cards: Card[] }): Card => {
  const [card] = cards;
  if (!card) throw new Error('one card was expected');
  return card;
};
const titleOf = ({ header }: Card): string => header.title;
const absencesOf = async (who: Person) => (await who.call(ListAbsences, { user_id: who.id })).items;
const waiting = async (absenceId: string) =>
  (await org.assignments(absenceId)).filter(({ status }) => status === 'pending').map(({ backup }) => backup.name);
const prefersBen = () =>
  org.sql('update users set preferred_backup_user_id = $3 where tenant_id = $1 and id = $2', [org.ana.id, org.ben.id]);
/** The other press is still being answered; which of two comes first is nobody's to say. */
const refusedMeanwhile = (error: unknown): CardActionAnswer => {
  if (error instanceof ApiProblem && error.problem.code === 'idempotency.in-flight') return {};
  throw error;
};
const next = async (who: Person, card: Card, typed = {}) => shown(await press(who, card, 'Next', typed));

describe('where the server reads calendars', () => {
  beforeEach(async () => {
    await workspace.control('DELETE', '/faults');
    org = await world.organisation({ customers: 12 });
    await prefersBen();
    await connectedByDelegation(workspace, org);
    await org.sql(`insert into outbox (tenant_id, type, payload) values ($1, 'google.poll-all', '{}')`);
    await world.settle();
  });

  const outOfOffice = async (who: Person, from: number, to: number, more: object = {}): Promise<string> => {
    const event = await workspace.as(who, 'POST', EVENTS, {
      eventType: 'outOfOffice',
      summary: 'Out of office',
      start: { dateTime: `${await world.day(from)}T00:00:00`, timeZone: 'Europe/Lisbon' },
      end: { dateTime: `${await world.day(to + 1)}T00:00:00`, timeZone: 'Europe/Lisbon' },
      ...more,
    });
    return String(event['id']);
  };
  const open = (who: Person, event_id: string, calendar_id = who.email) =>
    who.call(AddonCalendarEvent, { ...READER, calendar_id, event_id });

  test('an out-of-office event is found the moment it is opened, and set up in four presses or fewer', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    const answer = await open(org.ana, eventId);

    expect(answer.reads).toBe('server');
    const first = only(answer);
    expect(titleOf(first)).toBe('Who covers you?');
    expect(wordsOf(first)).toContain('From this event');
    const [absence] = await absencesOf(org.ana);
    expect(absence).toMatchObject({ status: 'planned', calendar_event_id: eventId });

    const told = await next(org.ana, first);
    expect(titleOf(told)).toBe('Who is told?');
    const last = await next(org.ana, told);
    expect(wordsOf(last)).toContain('No customer is left alone');
    expect(wordsOf(last)).toContain('12 of 12');
    const done = await press(org.ana, last, 'Set up coverage');

    expect(done.notification?.text).toMatch(/^Set up\. ben asked/);
    expect(wordsOf(shown(done))).toContain('Answers by');
    expect(await waiting(absence?.id ?? '')).toEqual(['ben']);
    expect(titleOf(only(await open(org.ana, eventId)))).not.toBe('Who covers you?');
  });

  test('nothing is saved before the last step', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    const told = await next(org.ana, only(await open(org.ana, eventId)));
    await next(org.ana, told);

    const [absence] = await absencesOf(org.ana);
    // the product asks by itself as it would without the card; nobody was asked by hand
    const rungs = (await org.assignments(absence?.id ?? '')).map(({ rung }) => rung);
    expect(rungs).not.toContain('by-hand');
    expect(await org.sql('select 1 from coverage_setups where tenant_id = $1')).toEqual([]);
    expect(await org.sql('select 1 from notice_plans where tenant_id = $1')).toEqual([]);
  });

  test('pressing the last button twice sets up once', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    const last = await next(org.ana, await next(org.ana, only(await open(org.ana, eventId))));
    const [one, two] = await Promise.all([
      press(org.ana, last, 'Set up coverage').catch(refusedMeanwhile),
      press(org.ana, last, 'Set up coverage').catch(refusedMeanwhile),
    ]);
    expect([one.navigation?.kind, two.navigation?.kind]).toContain('restart');
    const [absence] = await absencesOf(org.ana);
    expect(await waiting(absence?.id ?? '')).toEqual(['ben']);
  });

  test('somebody else is asked instead of whom the product asked by itself, and a note goes along', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    await open(org.ana, eventId);
    await world.settle();
    const [absence] = await absencesOf(org.ana);
    const id = absence?.id ?? '';
    expect(await waiting(id)).toEqual(['ben']);

    const first = only(await open(org.ana, eventId));
    expect(wordsOf(first)).toContain('ben is asked already');
    const told = await next(org.ana, first, { cover: [org.eva.id] });
    const last = await next(org.ana, told, { note: ['Corvane: call on Tuesday'], tell: [] });
    await press(org.ana, last, 'Set up coverage');

    expect(await waiting(id)).toEqual(['eva']);
    expect((await absencesOf(org.ana))[0]?.special_instructions).toBe('Corvane: call on Tuesday');
    expect(await org.sql('select method from notice_plans where tenant_id = $1')).toEqual([{ method: 'none' }]);
  });

  describe('going back in the set-up', () => {
    const isTicked = (card: Card) => (formOf(card)['tell'] ?? []).length > 0;
    const backFrom = async (card: Card, typed = {}) => {
      const answer = await press(org.ana, card, 'Back', typed);
      expect(answer.navigation?.kind).toBe('back');
      return shown(answer);
    };
    const NOTE = 'Lena decides, not Tom.';
    const typed = { note: [NOTE], tell: [] };
    beforeEach(() =>
      org.sql(
        `insert into stakeholders (tenant_id, customer_id, name, email, is_primary)
         select $1, id, 'Contact', 'contact-' || left(id::text, 8) || '@customers.example', true from customers where tenant_id = $1`,
      ),
    );

    test('keeps the note and the box that was unticked, whichever way it goes on', async () => {
      const first = only(await open(org.ana, await outOfOffice(org.ana, 5, 9)));
      const told = await next(org.ana, await next(org.ana, first, { cover: ['split'] }));
      expect(isTicked(told)).toBe(true);

      const split = await backFrom(told, typed);
      expect(titleOf(split)).toBe('Split 12 customers');
      const again = await next(org.ana, split);
      expect(formOf(again)).toMatchObject({ note: [NOTE], tell: [] });

      const step1 = await backFrom(await backFrom(again));
      expect(titleOf(step1)).toBe('Who covers you?');
      expect(wordsOf(step1)).toContain('"Time off"');
      const alone = await next(org.ana, step1, { cover: [org.eva.id] });
      expect(formOf(alone)).toMatchObject({ note: [NOTE], tell: [] });

      const last = await next(org.ana, alone);
      expect(wordsOf(last)).toContain('No customer gets an e-mail');
      expect(formOf(await backFrom(last))).toMatchObject({ note: [NOTE], tell: [] });
      await press(org.ana, last, 'Set up coverage');
      expect(await org.sql('select method from notice_plans where tenant_id = $1')).toEqual([{ method: 'none' }]);
    });

    test('keeps who was chosen by hand in the split, also after a look at somebody alone', async () => {
      const first = only(await open(org.ana, await outOfOffice(org.ana, 5, 9)));
      const split = await next(org.ana, first, { cover: ['split'] });
      const other = formOf(split)['share_1']?.[0] === org.ben.id ? org.eva.id : org.ben.id;
      const step1 = await backFrom(split, { share_1: [other] });
      const alone = await next(org.ana, step1, { cover: [org.eva.id] });
      expect(wordsOf(await next(org.ana, alone))).toContain('eva\u200e 12');
      const splitAgain = await next(org.ana, await backFrom(alone), { cover: ['split'] });
      expect(formOf(splitAgain)['share_1']).toEqual([other]);
    });

    test('comes from the texts to what was typed before they were read', async () => {
      const first = only(await open(org.ana, await outOfOffice(org.ana, 5, 9)));
      const told = await next(org.ana, first);
      const texts = shown(await press(org.ana, told, 'Read all texts', typed));
      expect(titleOf(texts)).toBe('What customers read');
      expect(formOf(await backFrom(texts))).toMatchObject({ note: [NOTE], tell: [] });
    });

    test('comes from somebody who was named to step 1, where they are chosen', async () => {
      const first = only(await open(org.ana, await outOfOffice(org.ana, 5, 9)));
      await org.sql(
        `insert into users (tenant_id, email, name, roles, time_zone, working_hours, team_id)
         select tenant_id, 'more' || n || '@' || left(tenant_id::text, 8) || '.example', 'more ' || n, roles, time_zone, working_hours, team_id
           from users, generate_series(1, 3) n where tenant_id = $1 and id = $2`,
        [org.eva.id],
      );
      const others = await next(org.ana, first, { cover: ['other'] });
      const named = formOf(others)['person']?.[0] ?? '';
      const answer = await press(org.ana, others, 'Next');
      expect(answer.navigation?.kind).toBe('update');
      expect(formOf(await backFrom(shown(answer), typed))).toEqual({ cover: [named] });
    });

    test('and other days lose neither', async () => {
      const first = only(await open(org.ana, await outOfOffice(org.ana, 5, 9)));
      const step1 = await backFrom(await next(org.ana, first), typed);
      const dates = shown(await press(org.ana, step1, 'Edit', { cover: [org.eva.id] }));
      const edited = await next(org.ana, dates, { ends_on: [await world.day(8)] });
      expect(formOf(edited)).toEqual({ cover: [org.eva.id] });
      expect(formOf(await next(org.ana, edited))).toMatchObject({ note: [NOTE], tell: [] });
    });
  });

  test('"best fit" is said of what fits best, whoever is chosen or asked already', async () => {
    await open(org.ana, await outOfOffice(org.ana, 5, 9));
    await world.settle();
    const [absence] = await absencesOf(org.ana);
    const bestOf = async (chosen: { cover?: string }) => {
      const parameters = { absence_id: absence?.id ?? '', ...chosen };
      const pressed = await org.ana.call(AddonAction, { ...READER, action_id: 'setup.open', parameters, form: {} });
      return [...new Set(wordsOf(shown(pressed)).match(/[^"]*\(best fit\)/g))];
    };
    const best = await bestOf({});
    expect(best).toHaveLength(1);
    for (const cover of ['split', org.ben.id, org.eva.id]) expect(await bestOf({ cover })).toEqual(best);
  });

  test('a split is shown with its reasons, and customers that matter go where the person says', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    const first = only(await open(org.ana, eventId));
    const split = await next(org.ana, first, { cover: ['split'] });
    expect(titleOf(split)).toBe('Split 12 customers');
    const form = formOf(split);
    const chosen = form['share_1']?.[0];
    const [ben, eva] = [org.ben.id, org.eva.id];
    const other = chosen === ben ? eva : ben;

    const last = await next(org.ana, await next(org.ana, split, { share_1: [other] }));
    expect(wordsOf(last)).toContain('Step 4 of 4');
    await press(org.ana, last, 'Set up coverage');

    const [absence] = await absencesOf(org.ana);
    const rows = (await org.assignments(absence?.id ?? '')).filter(({ status }) => status === 'pending');
    const asked =
      buttonsOf(split)
        .find(({ text }) => text === 'Next')
        ?.parameters['asked']?.split(',')[0] ?? '';
    const holder = rows.find(({ covered_customer_ids }) => covered_customer_ids.includes(asked));
    expect(holder?.backup.user_id).toBe(other);
    expect(rows.flatMap(({ covered_customer_ids }) => covered_customer_ids)).toHaveLength(12);
  });

  test('whoever is asked as it was proposed is the best fit, whoever was chosen instead was chosen by hand', async () => {
    const rungs = async () => {
      const [absence] = await absencesOf(org.ana);
      return (await org.assignments(absence?.id ?? ''))
        .filter(({ status }) => status === 'pending')
        .map(({ backup, rung }) => `${backup.name} ${rung}`);
    };
    const eventId = await outOfOffice(org.ana, 5, 9);
    const first = only(await open(org.ana, eventId));
    await press(org.ana, await next(org.ana, await next(org.ana, first)), 'Set up coverage');
    expect(await rungs()).toEqual(['ben first']);
    const change = shown(await press(org.ana, only(await open(org.ana, eventId)), 'Change'));
    const told = await next(org.ana, change, { cover: [org.eva.id] });
    await press(org.ana, await next(org.ana, told), 'Set up coverage');
    expect(await rungs()).toEqual(['eva by-hand']);
  });

  test('what somebody alone would carry counts all they would get, on the first step as on the last', async () => {
    await org.sql('update users set capacity_points = 10 where tenant_id = $1 and id = $2', [org.eva.id]);
    await org.sql(`update customers set language = 'pt' where tenant_id = $1 and id = any($2::uuid[])`, [
      org.customers.slice(0, 3),
    ]);
    await org.sql(`update users set skills = array['pt'] where tenant_id = $1 and id = $2`, [org.ben.id]);
    const eventId = await outOfOffice(org.ana, 5, 9);
    const first = only(await open(org.ana, eventId));
    expect(wordsOf(first)).toContain('Knows 0 of 12, would be 2 over, does not speak the language of 3');
    const last = await next(org.ana, await next(org.ana, first, { cover: [org.eva.id] }));
    expect(wordsOf(last)).toContain('eva\u200e 12');
  });

  test('who said yes already is not asked again, and no step says so', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    const split = await next(org.ana, only(await open(org.ana, eventId)), { cover: ['split'] });
    const other = formOf(split)['share_1']?.[0] === org.ben.id ? org.eva.id : org.ben.id;
    const typed = { share_1: [other], share_2: [org.ben.id], share_3: [org.eva.id] };
    await press(org.ana, await next(org.ana, await next(org.ana, split, typed)), 'Set up coverage');
    const [absence] = await absencesOf(org.ana);
    const rows = (await org.assignments(absence?.id ?? '')).filter(({ status }) => status === 'pending');
    expect(rows.map(({ backup }) => backup.name).toSorted()).toEqual(['ben', 'eva']);
    await accept(org.ben, rows.find(({ backup }) => backup.name === 'ben')?.id ?? '');
    await world.settle();

    const step1 = shown(await press(org.ana, only(await open(org.ana, eventId)), 'Change'));
    expect(wordsOf(step1)).toContain('ben said yes already');
    expect(wordsOf(step1)).toContain('eva is asked already');
    const again = await next(org.ana, step1, { cover: ['split'] });
    const sizes = [...wordsOf(again).matchAll(/>(ben|eva)\u200e, (\d+)</g)].map(([, name]) => name);
    expect(wordsOf(step1)).toContain(`${sizes.join(' and ')}, split`);
    const told = await next(org.ana, again);
    expect(wordsOf(told)).toMatch(/"ben","bottomLabel":"said yes already"/);
    expect(wordsOf(told)).toMatch(/"eva","bottomLabel":"asked to accept"/);
    const last = await next(org.ana, told);
    expect(wordsOf(last)).toContain('"eva asked now');
    const done = await press(org.ana, last, 'Set up coverage');
    expect(done.notification?.text).toBe('Set up. eva asked.');
    expect(wordsOf(shown(done))).toContain('"eva asked"');
  });

  test('who said yes stands on the state card; it can be cancelled there', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    const last = await next(org.ana, await next(org.ana, only(await open(org.ana, eventId))));
    await press(org.ana, last, 'Set up coverage');
    const [absence] = await absencesOf(org.ana);
    const [assignment] = await org.assignments(absence?.id ?? '');
    await accept(org.ben, assignment?.id ?? '');
    await world.settle();

    const card = only(await open(org.ana, eventId));
    expect(wordsOf(card)).toContain('All 12 customers covered by ben');
    expect(wordsOf(card)).toContain('Accepted today');
    const home = shown(await press(org.ana, shown(await press(org.ana, card, 'Cancel it')), 'Cancel it'));

    expect(titleOf(home)).toBe('Time off');
    expect((await absencesOf(org.ana))[0]?.status).toBe('cancelled');
    // what was refused does not come back by being looked at
    expect(titleOf(only(await open(org.ana, eventId)))).not.toBe('Who covers you?');
  });

  test('a day called vacation waits on Calendar home: set up, or dismissed for good', async () => {
    await workspace.as(org.ana, 'POST', EVENTS, {
      summary: 'Ferie',
      start: { date: await world.day(5) },
      end: { date: await world.day(6) },
    });
    await world.settle();
    const home = only(await org.ana.call(AddonCalendarHome, READER));
    expect(wordsOf(home)).toContain('Is this time off?');
    expect(wordsOf(home)).toContain('“Ferie”');

    const first = shown(await press(org.ana, home, 'Set up'));
    expect(titleOf(first)).toBe('Who covers you?');
    const after = shown(await press(org.ana, home, 'It is not'));
    expect(wordsOf(after)).not.toContain('Ferie');
    await world.settle();
    expect(wordsOf(only(await org.ana.call(AddonCalendarHome, READER)))).not.toContain('Ferie');
  });

  test('a manager sees gaps of the team first and fixes them; a colleague only sees who is away', async () => {
    await outOfOffice(org.ana, 5, 9);
    await outOfOffice(org.ben, 20, 21);
    await world.settle();
    const [first] = await absencesOf(org.ana);
    // nobody is left to be asked
    await org.sql(
      `update coverage_assignments set status = 'completed', ended_reason = 'withdrawn' where tenant_id = $1 and absence_id = $2`,
      [first?.id],
    );
    const managers = only(await org.mia.call(AddonCalendarHome, READER));
    const team = wordsOf(managers);
    expect(team).toContain('Your team');
    expect(team).toContain('12 of 12 customers have nobody');
    expect(titleOf(shown(await press(org.mia, managers, 'Fix')))).toBe('Who covers ana?');

    const colleagues = only(await org.eva.call(AddonCalendarHome, READER));
    expect(wordsOf(colleagues)).toContain('12 of 12 customers have nobody');
    expect(buttonsOf(colleagues).map(({ text }) => text)).not.toContain('Fix');
  });

  test('an event that was deleted takes its absence along', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    await open(org.ana, eventId);
    await workspace.as(org.ana, 'DELETE', `${EVENTS}/${eventId}`);

    expect(titleOf(only(await open(org.ana, eventId)))).toBe('This event is gone');
    expect((await absencesOf(org.ana))[0]?.status).toBe('cancelled');
  });

  test('other days than the event has are typed on a card; days that cannot be come back with what is wrong', async () => {
    const home = only(await org.ana.call(AddonCalendarHome, READER));
    const dates = shown(await press(org.ana, home, 'Plan time off'));
    const wrong = { starts_on: [await world.day(9)], ends_on: [await world.day(5)], hours: ['9 to 12'] };
    const again = shown(await press(org.ana, dates, 'Next', wrong));
    expect(wordsOf(again)).toContain('The last day is before the first one');
    expect(wordsOf(again)).toContain('The hours are written like 09:00-12:00');
    expect(formOf(again)).toMatchObject(wrong);

    const first = shown(
      await press(org.ana, again, 'Next', {
        starts_on: [await world.day(5)],
        ends_on: [await world.day(9)],
        hours: [],
      }),
    );
    const last = await next(org.ana, await next(org.ana, first));
    await press(org.ana, last, 'Set up coverage');
    expect(await absencesOf(org.ana)).toMatchObject([
      { status: 'planned', start_date: await world.day(5), end_date: await world.day(9), source: 'manual' },
    ]);

    const twice = shown(
      await press(org.ana, dates, 'Next', {
        starts_on: [await world.day(6)],
        ends_on: [await world.day(7)],
        hours: [],
      }),
    );
    expect(wordsOf(twice)).toContain('lies in time off that is entered already');
  });

  test('an all-day event alone may be time off; a meeting among ourselves is nothing', async () => {
    const alone = await workspace.as(org.ana, 'POST', EVENTS, {
      summary: 'Rome with the children',
      start: { date: await world.day(5) },
      end: { date: await world.day(8) },
    });
    const maybe = only(await open(org.ana, String(alone['id'])));
    expect(titleOf(maybe)).toBe('Is this time off?');
    expect(await absencesOf(org.ana)).toEqual([]);
    expect(titleOf(shown(await press(org.ana, maybe, 'Set up cover')))).toBe('Who covers you?');

    const inside = await workspace.as(org.ana, 'POST', EVENTS, {
      summary: 'Team',
      start: { dateTime: `${await world.day(5)}T10:00:00`, timeZone: 'Europe/Lisbon' },
      end: { dateTime: `${await world.day(5)}T11:00:00`, timeZone: 'Europe/Lisbon' },
      attendees: [{ email: org.ben.email }],
    });
    expect(titleOf(only(await open(org.ana, String(inside['id']))))).toBe('Nothing to cover here');
  });

  test('a customer meeting inside the absence: handed over, attended, or moved; the guests follow', async () => {
    const [customer = ''] = org.customers;
    const domain = `customer-${org.tenantId.slice(0, 8)}.example`;
    await org.sql('insert into customer_domains (tenant_id, domain, customer_id) values ($1, $2, $3)', [
      domain,
      customer,
    ]);
    const eventId = await outOfOffice(org.ana, 5, 9);
    const last = await next(org.ana, await next(org.ana, only(await open(org.ana, eventId))));
    await press(org.ana, last, 'Set up coverage');
    const meeting = await workspace.as(org.ana, 'POST', EVENTS, {
      summary: 'Review',
      start: { dateTime: `${await world.day(6)}T14:00:00`, timeZone: 'Europe/Lisbon' },
      end: { dateTime: `${await world.day(6)}T15:00:00`, timeZone: 'Europe/Lisbon' },
      attendees: [{ email: org.ana.email, responseStatus: 'accepted' }, { email: `lena@${domain}` }],
    });
    const id = String(meeting['id']);
    const card = only(await open(org.ana, id));
    expect(wordsOf(card)).toContain('You are away then');
    expect(wordsOf(card)).toContain('Hand over to ben');

    const decided = shown(await press(org.ana, card, 'Save'));
    expect(wordsOf(decided)).toContain('Handed over to ben');
    const handlings = () =>
      org.sql('select handling from meetings where tenant_id = $1 and customer_id = $2', [customer]);
    expect(await handlings()).toEqual([{ handling: 'hand_over' }]);

    await press(org.ana, decided, 'Save', { decision: ['attend'] });
    expect(await handlings()).toEqual([{ handling: null }]);
    const [absence] = await absencesOf(org.ana);
    const [assignment] = await org.assignments(absence?.id ?? '');
    await accept(org.ben, assignment?.id ?? '');
    await world.settle();
    const guests = async () =>
      ((await workspace.as(org.ana, 'GET', `${EVENTS}/${id}`))['attendees'] as { email: string }[]).map(
        ({ email }) => email,
      );
    expect(await guests()).not.toContain(org.ben.email);

    await press(org.ana, only(await open(org.ana, id)), 'Save', { decision: ['hand_over'] });
    await world.forward('P6DT15H');
    expect(await guests()).toContain(org.ben.email);
  });

  test("a colleague's event shows how covered it is, and nothing to press", async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    await open(org.ana, eventId);
    const card = only(await open(org.ben, eventId, org.ana.email));
    expect(wordsOf(card)).toContain('ana');
    expect(buttonsOf(card)).toEqual([]);
    expect(titleOf(only(await open(org.gus, eventId, org.ana.email)))).toBe('Nothing to cover here');
  });

  test('when Google does not let us in, what is stored is shown', async () => {
    const eventId = await outOfOffice(org.ana, 5, 9);
    await open(org.ana, eventId);
    await org.sql(
      "update google_connections set missing_scopes = array['https://www.googleapis.com/auth/calendar.events.readonly'] where tenant_id = $1",
    );

    const answer = await open(org.ana, eventId);
    expect(answer.reads).toBe('addon');
    expect(titleOf(only(answer))).toBe('Who covers you?');
    expect(titleOf(only(await open(org.ana, 'never-seen')))).toBe('May not read this event');
  });
});

describe('where the add-on reads, because the server may not', () => {
  beforeEach(async () => {
    org = await world.organisation({ customers: 4 });
    await prefersBen();
  });

  const day = (n: number) => world.day(n);
  const event = async (id: string, from: number, to: number, more: Partial<SentEvent> = {}): Promise<SentEvent> => ({
    id,
    status: 'confirmed',
    eventType: 'outOfOffice',
    summary: 'Out of office',
    organizer: { self: true },
    start: { dateTime: `${await day(from)}T00:00:00`, timeZone: 'Europe/Lisbon' },
    end: { dateTime: `${await day(to + 1)}T00:00:00`, timeZone: 'Europe/Lisbon' },
    ...more,
  });
  const sync = async (events: SentEvent[], more: object = {}) =>
    org.ana.call(AddonCalendarSync, {
      ...READER,
      from: `${await day(-1)}T00:00:00Z`,
      to: `${await day(170)}T00:00:00Z`,
      complete: true,
      events,
      ...more,
    });
  const spans = async () =>
    (await absencesOf(org.ana))
      .filter(({ status }) => status !== 'cancelled')
      .map(({ start_date, end_date }) => `${start_date} ${end_date}`);

  test('home says that the add-on has to read', async () => {
    expect((await org.ana.call(AddonCalendarHome, READER)).reads).toBe('addon');
  });

  test('new, changed and vanished ones follow, however often they are sent', async () => {
    const one = await event('one', 5, 9);
    const home = await sync([one]);
    expect(home.reads).toBe('addon');
    expect(wordsOf(only(home))).toContain('You');
    await sync([one]);
    expect(await spans()).toEqual([`${await day(5)} ${await day(9)}`]);

    await sync([await event('one', 6, 10), await event('two', 20, 21)]);
    expect(await spans()).toEqual([`${await day(6)} ${await day(10)}`, `${await day(20)} ${await day(21)}`]);
    await sync([await event('two', 20, 21)]);
    expect(await spans()).toEqual([`${await day(20)} ${await day(21)}`]);
    await sync([await event('two', 20, 21, { status: 'cancelled' })]);
    expect(await spans()).toEqual([]);
  });

  test('a list that is not complete, or of other days, makes nothing vanish', async () => {
    const kept = `${await day(5)} ${await day(9)}`;
    await sync([await event('one', 5, 9)]);
    await sync([], { complete: false });
    expect(await spans()).toEqual([kept]);
    await sync([], { from: `${await day(40)}T00:00:00Z` });
    expect(await spans()).toEqual([kept]);
  });

  test('an open event is sent along and set up; without it the card says what to do', async () => {
    const input = { ...READER, calendar_id: org.ana.email, event_id: 'one' };
    const without = await org.ana.call(AddonCalendarEvent, input);
    expect(titleOf(only(without))).toBe('May not read this event');

    const first = only(await org.ana.call(AddonCalendarEvent, { ...input, event: await event('one', 5, 9) }));
    expect(titleOf(first)).toBe('Who covers you?');
    const last = await next(org.ana, await next(org.ana, first));
    await press(org.ana, last, 'Set up coverage');
    const [absence] = await absencesOf(org.ana);
    expect(await waiting(absence?.id ?? '')).toEqual(['ben']);
  });

  test('an event that is called another id than the open one is not believed', async () => {
    const answer = await org.ana.call(AddonCalendarEvent, {
      ...READER,
      calendar_id: 'primary',
      event_id: 'one',
      event: await event('two', 5, 9),
    });
    expect(titleOf(only(answer))).toBe('May not read this event');
    expect(await absencesOf(org.ana)).toEqual([]);
  });

  test('where the server reads, what the add-on sends is left alone', async () => {
    await connectedByDelegation(workspace, org);
    expect((await sync([await event('invented', 5, 9)])).reads).toBe('server');
    expect(await absencesOf(org.ana)).toEqual([]);
  });

  test('every action of the calendar is refused to another organisation', async () => {
    const one = await event('one', 5, 9);
    await sync([one]);
    const [absence] = await absencesOf(org.ana);
    const foreign = await world.organisation();
    for (const id of ['absence.open', 'setup.open', 'absence.cancel'] as const) {
      const input = { ...READER, action_id: id, parameters: { absence_id: absence?.id ?? '' }, form: {} };
      expect(await foreign.ana.refused(AddonAction, input)).toBe('404 absences.not-found');
    }
  });
});
