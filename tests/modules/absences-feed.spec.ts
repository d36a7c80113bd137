import { randomUUID } from 'node:crypto';
import { CreateAbsence, ListCalendarFeeds, MakeCalendarFeed, RevokeCalendarFeed } from '@understudy/contracts';
import { accept, asked } from './covering.js';
import { aWorld, type Organisation, type World } from './world.js';

let world: World;
let org: Organisation;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  org = await world.organisation();
});

const UTC = /^\d{8}T\d{6}Z$/;

interface Event {
  readonly uid: string;
  readonly summary: string;
  readonly start: string;
  readonly end: string;
}

/** Reads RFC 5545 as strictly as it is written; throws for anything that is not allowed there. */
function parse(text: string): Event[] {
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end');
  const raw = text.slice(0, -2).split('\r\n');
  for (const line of raw) {
    if (/[\r\n]/.test(line)) throw new Error('a bare line break');
    if (Buffer.byteLength(line) > 75) throw new Error(`a line of ${Buffer.byteLength(line)} octets`);
    if (Buffer.from(line).toString() !== line) throw new Error('a character was cut');
  }
  const lines = raw.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') throw new Error('not a calendar');
  for (const needed of ['VERSION:2.0', 'PRODID:'])
    if (!lines.some((line) => line.startsWith(needed))) throw new Error(`${needed} is missing`);
  const events: Event[] = [];
  let open: Map<string, string> | null = null;
  for (const line of lines.slice(1, -1)) {
    const [, name, parameters, value] = /^([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)$/.exec(line) ?? [];
    if (!name || value === undefined) throw new Error(`not a property: ${line}`);
    if (line === 'BEGIN:VEVENT') open = new Map();
    else if (line === 'END:VEVENT') {
      events.push(eventOf(open ?? new Map()));
      open = null;
    } else if (open) {
      if (open.has(name)) throw new Error(`${name} twice`);
      open.set(name, `${parameters}|${value}`);
    }
  }
  if (new Set(events.map(({ uid }) => uid)).size !== events.length) throw new Error('one UID twice');
  return events;
}

function eventOf(properties: ReadonlyMap<string, string>): Event {
  const of = (name: string) => {
    const found = properties.get(name);
    if (found === undefined) throw new Error(`${name} is missing`);
    const [parameters = '', ...rest] = found.split('|');
    return { parameters, value: rest.join('|') };
  };
  if (!UTC.test(of('DTSTAMP').value)) throw new Error('DTSTAMP is not an instant');
  const [start, end] = [of('DTSTART'), of('DTEND')];
  if (start.parameters !== end.parameters) throw new Error('start and end are of two kinds');
  const shape = start.parameters === ';VALUE=DATE' ? /^\d{8}$/ : UTC;
  if (!shape.test(start.value) || !shape.test(end.value) || start.value >= end.value)
    throw new Error(`not a time: ${start.value} to ${end.value}`);
  const summary = of('SUMMARY').value.replace(/\\([\\;,n])/g, (_, escaped: string) =>
    escaped === 'n' ? '\n' : escaped,
  );
  return { uid: of('UID').value, summary, start: start.value, end: end.value };
}

const read = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};
const compact = (day: string) => day.replaceAll('-', '');

describe('a calendar feed', () => {
  test('shows mine and what I cover, without a word of why', async () => {
    const { url } = await org.ana.call(MakeCalendarFeed, {});
    const { id } = await asked(world, org, 5, 9);
    await org.ana.call(CreateAbsence, {
      absence_type: 'sick',
      start_date: await world.day(12),
      end_date: await world.day(12),
      partial_hours: '09:00-12:00',
      special_instructions: 'Surgery',
    });
    await accept(org.ben, id);

    const mine = await read(url);
    expect(mine).toMatchObject({ status: 200, type: 'text/calendar; charset=utf-8' });
    const events = parse(mine.text);
    expect(events[0]).toMatchObject({
      summary: 'ana away: ben covers',
      start: compact(await world.day(5)),
      end: compact(await world.day(10)),
    });
    expect(events[1]?.start).toMatch(UTC);
    expect(mine.text).not.toMatch(/sick|vacation|Surgery/i);

    const theirs = await org.ben.call(MakeCalendarFeed, {});
    const covering = parse((await read(theirs.url)).text).map(({ summary }) => summary);
    expect(covering[0]).toBe('You cover for ana (3 customers)');
    // whether somebody is asked for the sick morning by now, and who, is not what this is about
    for (const summary of covering.slice(1)) expect(summary).toBe('Asked to cover for ana (3 customers)');
  });

  test('of the team shows everybody of it whom I may see', async () => {
    await org.absence(org.ana, 5, 6);
    await org.absence(org.ben, 7, 8);
    await org.absence(org.gus, 7, 8);
    const [team] = await org.sql<{ id: string }>("select id from teams where tenant_id = $1 and name = 'EMEA'");
    const { url, team: named } = await org.eva.call(MakeCalendarFeed, { team_id: team?.id ?? '' });
    expect(named).toEqual({ id: team?.id, name: 'EMEA' });
    const names = parse((await read(url)).text).map(({ summary }) => summary.split(' ')[0]);
    expect(names).toEqual(['ana', 'ben']);

    expect(await org.gus.refused(MakeCalendarFeed, { team_id: team?.id ?? '' })).toBe('404 teams.not-found');
    expect(await org.ada.refused(MakeCalendarFeed, { team_id: randomUUID() })).toBe('404 teams.not-found');
    await expect(org.ada.call(MakeCalendarFeed, { team_id: team?.id ?? '' })).resolves.toMatchObject({ team: named });
  });

  test('what has no end is shown up to the day somebody looks again; what is only suggested or cancelled is not', async () => {
    await org.ana.call(CreateAbsence, { absence_type: 'parental', start_date: await world.day(3), end_date: null });
    const { url } = await org.ana.call(MakeCalendarFeed, {});
    expect(parse((await read(url)).text)).toMatchObject([
      {
        summary: expect.stringContaining('end not known yet'),
        start: compact(await world.day(3)),
        end: compact(await world.day(18)),
      },
    ]);
  });

  test('no name can break out of its line', async () => {
    await org.sql("update users set name = $2 where tenant_id = $1 and name = 'ana'", [
      `Ána, "the; one"\\ \r\nEND:VEVENT ${'ü'.repeat(80)}`,
    ]);
    await org.absence(org.ana, 5, 6);
    const { url } = await org.ana.call(MakeCalendarFeed, {});
    const [event, ...more] = parse((await read(url)).text);
    expect(more).toEqual([]);
    expect(event?.summary).toContain('Ána, "the; one"\\');
  });

  test('a new address ends the one before; a revoked one is gone at once; nobody keeps it', async () => {
    const first = await org.ana.call(MakeCalendarFeed, {}, { idempotencyKey: randomUUID() });
    expect((await org.ana.call(ListCalendarFeeds, {})).items).toMatchObject([{ id: first.id, read_at: null }]);
    expect(JSON.stringify(await org.ana.call(ListCalendarFeeds, {}))).not.toContain('url');
    const second = await org.ana.call(MakeCalendarFeed, {});
    expect((await read(first.url)).status).toBe(404);
    expect((await read(second.url)).status).toBe(200);
    expect((await org.ana.call(ListCalendarFeeds, {})).items).toMatchObject([
      { id: second.id, read_at: expect.any(String) },
    ]);

    const secret = second.url.split('_').at(-1)?.replace('.ics', '') ?? 'none';
    for (const table of ['calendar_feeds', 'history', 'idempotency_keys'])
      expect(
        await org.sql(`select 1 from ${table} t where tenant_id = $1 and t::text like '%' || $2 || '%'`, [secret]),
      ).toEqual([]);

    await org.ana.call(RevokeCalendarFeed, {});
    expect((await read(second.url)).status).toBe(404);
    expect(await org.ana.refused(RevokeCalendarFeed, {})).toBe('404 calendar-feeds.not-found');
    expect((await org.ana.call(ListCalendarFeeds, {})).items).toEqual([]);
  });

  test('two requests for an address at once leave one that works', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => org.ana.call(MakeCalendarFeed, {})));
    const states = await Promise.all(made.map(async ({ url }) => (await read(url)).status));
    expect(states.filter((status) => status === 200)).toHaveLength(1);
  });

  test('a guess, a changed letter, another kind of secret and a person who left are all the same: not there', async () => {
    const { url } = await org.ana.call(MakeCalendarFeed, {});
    const last = url.at(-5) === 'A' ? 'B' : 'A';
    const base = url.slice(0, url.lastIndexOf('/'));
    for (const wrong of [
      `${url.slice(0, -5)}${last}.ics`,
      `${base}/nothing.ics`,
      url.replace('usf_', 'usk_'),
      `${base}/${'x'.repeat(300)}.ics`,
    ])
      expect([400, 404]).toContain((await read(wrong)).status);
    await org.sql('update users set active = false where tenant_id = $1 and id = $2', [org.ana.id]);
    expect((await read(url)).status).toBe(404);
  });
});
