import type { FastifyInstance } from 'fastify';
import type { SandboxClock } from '../clock.js';
import type { Faults } from '../faults.js';
import type { People } from '../people.js';
import { struck } from './faults.js';
import { PtoRefusal, requireBasic, requireDay, requireKnown } from './rules.js';
import { type BambooItem, CREDENTIALS, type PtoState } from './state.js';

const BASE = '/sandbox/pto/bamboohr/:company/api/v1';
const DEFAULT_DAYS = 14;

interface Options {
  readonly state: PtoState;
  readonly people: People;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly save: () => Promise<void>;
}

/** BambooHR's API as far as the product uses it, and what people do in it themselves (`/sandbox/pto/bamboohr/time-off`). */
export function registerBambooHr(app: FastifyInstance, { state, people, clock, faults, save }: Options): void {
  const { bamboohr } = state;
  const idOf = (email: string | null) => {
    const index = people.all.findIndex((person) => person.email === email);
    return index < 0 ? null : index + 100;
  };

  app.get<{ Querystring: Record<string, string> }>(`${BASE}/time_off/whos_out`, async (request, reply) => {
    if (!(await struck(faults, 'pto.bamboohr.whos_out', reply))) return reply;
    // the key is the user; the password may be anything
    requireBasic(request.headers.authorization, CREDENTIALS.bamboohr.apiKey, null);
    requireKnown(request.query, ['start', 'end', 'filter']);
    // BAMBOO, filter: "Allowed: off"
    if (![undefined, 'off'].includes(request.query['filter'])) throw new PtoRefusal(400, 'filter may be "off" only.');
    // BAMBOO: "This endpoint can produce either JSON or XML."
    if (!String(request.headers.accept).includes('json')) throw new PtoRefusal(501, 'The sandbox has no XML.');
    const today = clock.now().toZonedDateTimeISO('UTC').toPlainDate();
    // BAMBOO: "Defaults to today through 14 days out when dates are omitted."
    const start = request.query['start'] === undefined ? today : requireDay(request.query['start'], 'start');
    const end =
      request.query['end'] === undefined ? start.add({ days: DEFAULT_DAYS }) : requireDay(request.query['end'], 'end');
    // BAMBOO: "Returns a date-sorted list of employees who are out and company holidays for the specified period."
    const items = bamboohr.items
      .filter((item) => item.start <= String(end) && item.end >= String(start))
      .toSorted((a, b) => a.start.localeCompare(b.start));
    return reply.send(items.map(({ email, ...item }) => ({ ...item, ...(email && { employeeId: idOf(email) }) })));
  });

  app.get(`${BASE}/employees/directory`, async (request, reply) => {
    if (!(await struck(faults, 'pto.bamboohr.directory', reply))) return reply;
    requireBasic(request.headers.authorization, CREDENTIALS.bamboohr.apiKey, null);
    const employees = people.all.map(({ email, name }) => ({
      id: String(idOf(email)),
      displayName: name,
      workEmail: email,
    }));
    return reply.send({ fields: [{ id: 'displayName', type: 'text', name: 'Display name' }], employees });
  });

  app.post<{ Body: Record<string, unknown> }>('/sandbox/pto/bamboohr/time-off', async (request, reply) => {
    const { email, holiday, start, end, ...unknown } = request.body ?? {};
    requireKnown(unknown, []);
    const person = typeof email === 'string' ? people.find(email) : null;
    const name = person?.name ?? (typeof holiday === 'string' ? holiday : null);
    if (name === null) throw new PtoRefusal(400, 'Send "email" of a demo person, or "holiday".');
    const days = { start: String(requireDay(start, 'start')), end: String(requireDay(end, 'end')) };
    const item: BambooItem = {
      id: bamboohr.nextId,
      type: person ? 'timeOff' : 'holiday',
      email: person?.email ?? null,
      name,
      ...days,
    };
    bamboohr.nextId += 1;
    bamboohr.items.push(item);
    await save();
    return reply.code(201).send(item);
  });

  app.delete<{ Params: { id: string } }>('/sandbox/pto/bamboohr/time-off/:id', async (request, reply) => {
    bamboohr.items = bamboohr.items.filter(({ id }) => String(id) !== request.params.id);
    await save();
    return reply.code(204).send();
  });
}
