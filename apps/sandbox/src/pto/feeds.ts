import type { FastifyInstance } from 'fastify';
import type { SandboxClock } from '../clock.js';
import type { Faults } from '../faults.js';
import { struck } from './faults.js';
import { PtoRefusal } from './rules.js';
import type { PtoState } from './state.js';

const NAME = /^[\w-]{1,60}$/;
/** Feeds that are far too large can be played too. Bytes. */
const LONGEST = 20_000_000;

interface Options {
  readonly state: PtoState;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly save: () => Promise<void>;
}

/**
 * Feeds as Personio, HiBob, BambooHR and Rippling publish them: a secret address with iCalendar behind it. Conditional requests as
 * RFC 9110 13.1 has them. What stands in a feed is put there as it is, right or wrong: `PUT /sandbox/pto/feeds/{name}` with
 * `{"text": "BEGIN:VCALENDAR..."}`.
 */
export function registerFeeds(app: FastifyInstance, { state, clock, faults, save }: Options): void {
  app.get<{ Params: { name: string } }>('/sandbox/pto/feeds/:name.ics', async (request, reply) => {
    if (!(await struck(faults, 'pto.feed.get', reply))) return reply;
    const feed = state.feeds[request.params.name];
    if (!feed) throw new PtoRefusal(404, 'There is no such feed.');
    const etag = `"${feed.version}"`;
    const changed = new Date(feed.changedAt).toUTCString();
    void reply.header('etag', etag).header('last-modified', changed);
    const { 'if-none-match': match, 'if-modified-since': since } = request.headers;
    const isSame = match === undefined ? since === changed : match.split(/\s*,\s*/).includes(etag);
    if (isSame) return reply.code(304).send();
    return reply.type('text/calendar; charset=utf-8').send(feed.text);
  });

  app.put<{ Params: { name: string }; Body: { text?: unknown } }>(
    '/sandbox/pto/feeds/:name',
    { bodyLimit: LONGEST },
    async (request) => {
      const { name } = request.params;
      const text = request.body?.text;
      if (!NAME.test(name) || typeof text !== 'string')
        throw new PtoRefusal(400, 'Send {"text": "BEGIN:VCALENDAR..."}.');
      const version = (state.feeds[name]?.version ?? 0) + 1;
      state.feeds[name] = { text, version, changedAt: String(clock.machine()) };
      await save();
      return { name, version };
    },
  );

  app.delete<{ Params: { name: string } }>('/sandbox/pto/feeds/:name', async (request, reply) => {
    delete state.feeds[request.params.name];
    await save();
    return reply.code(204).send();
  });
}
