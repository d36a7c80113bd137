import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxClock } from '../clock.js';
import type { Faults } from '../faults.js';
import type { People, Person } from '../people.js';
import { struck } from './faults.js';
import type { HibobWebhooks } from './hibob-webhooks.js';
import { PtoRefusal, requireBasic, requireDay, requireKnown, requireRequest } from './rules.js';
import { CREDENTIALS, type HibobRequest, type PtoState } from './state.js';

const BASE = '/sandbox/pto/hibob/v1';
const FLAGS = ['includeHourly', 'includePrivate', 'includePending'] as const;

interface Options {
  readonly state: PtoState;
  readonly people: People;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly webhooks: HibobWebhooks;
  readonly save: () => Promise<void>;
}

/** HiBob's backend ids are long numbers; these are the account numbers of the demo people. */
const employeeIdOf = ({ subject }: Person): string => subject;

/** HiBob's API as far as the product uses it, and what people do in HiBob itself (`/sandbox/pto/hibob/requests`). */
export function registerHibob(app: FastifyInstance, { state, people, clock, faults, webhooks, save }: Options): void {
  const { hibob } = state;
  const employees = () => people.all.filter(({ suspended }) => !suspended);
  const allowed = ({ headers }: FastifyRequest) =>
    requireBasic(headers.authorization, CREDENTIALS.hibob.serviceUserId, CREDENTIALS.hibob.serviceUserToken);

  app.get<{ Querystring: Record<string, string> }>(`${BASE}/timeoff/whosout`, async (request, reply) => {
    if (!(await struck(faults, 'pto.hibob.whosout', reply))) return reply;
    allowed(request);
    requireKnown(request.query, ['from', 'to', ...FLAGS]);
    for (const flag of FLAGS)
      if (!['true', 'false', undefined].includes(request.query[flag]))
        throw new PtoRefusal(400, `${flag} is a boolean.`);
    const [from, to] = [requireDay(request.query['from'], 'from'), requireDay(request.query['to'], 'to')];
    // OUT: "Only active users are included in the response."
    const active = new Map(employees().map((person) => [employeeIdOf(person), person]));
    const statuses = request.query['includePending'] === 'true' ? ['approved', 'pending'] : ['approved'];
    const outs = hibob.requests
      .filter(({ employeeId, status }) => active.has(employeeId) && statuses.includes(status))
      .filter((one) => one.startDate <= String(to) && (one.endDate === null || one.endDate >= String(from)))
      .map((one) => ({ ...shown(one), employeeDisplayName: active.get(one.employeeId)?.name }));
    return reply.send({ outs });
  });

  app.get<{ Params: { id: string; requestId: string } }>(
    `${BASE}/timeoff/employees/:id/requests/:requestId`,
    async (request, reply) => {
      if (!(await struck(faults, 'pto.hibob.request', reply))) return reply;
      allowed(request);
      const { id, requestId } = request.params;
      const found = hibob.requests.find((one) => one.employeeId === id && String(one.requestId) === requestId);
      // REQUEST, 404: "A request with the specified ID is not found for the specified employee."
      if (!found) throw new PtoRefusal(404, 'A request with the specified ID is not found for the specified employee.');
      return reply.send(shown(found));
    },
  );

  // PERSON: "This endpoint uses POST (not GET) because the request body selects fields." Field keys of answers are in slash notation.
  app.post<{ Params: { id: string } }>(`${BASE}/people/:id`, async (request, reply) => {
    if (!(await struck(faults, 'pto.hibob.people', reply))) return reply;
    allowed(request);
    const fields = fieldsOf(request.body, ['fields', 'humanReadable', 'showInactive']);
    if (request.params.id === 'search')
      return reply.send({ employees: employees().map((person) => employee(person, fields)) });
    // PERSON: "identified by backend ID or email in the path"
    const person = employees().find((one) => [employeeIdOf(one), one.email].includes(request.params.id));
    if (!person) throw new PtoRefusal(404, 'Employee not found.');
    return reply.send(employee(person, fields));
  });

  app.put<{ Body: Record<string, unknown> }>('/sandbox/pto/hibob/webhook', async (request) => {
    const { url, secret } = request.body ?? {};
    if (typeof url !== 'string' || typeof secret !== 'string') throw new PtoRefusal(400, 'Send {"url", "secret"}.');
    await webhooks.establish(url, secret);
    await save();
    return { established: true };
  });

  app.post<{ Body: Record<string, unknown> }>('/sandbox/pto/hibob/requests', async (request, reply) => {
    const { email, ...given } = request.body ?? {};
    const person = typeof email === 'string' ? people.find(email) : null;
    if (!person) throw new PtoRefusal(400, 'There is no demo person with this address.');
    const made = changed(BLANK, given, {
      requestId: hibob.nextRequest,
      employeeId: employeeIdOf(person),
      email: person.email,
    });
    hibob.nextRequest += 1;
    hibob.requests.push(made);
    await save();
    return reply.code(201).send({ ...made, delivered: await webhooks.tell(null, made, clock.now()) });
  });

  app.delete('/sandbox/pto/hibob/requests', async (_request, reply) => {
    hibob.requests = [];
    await save();
    return reply.code(204).send();
  });

  app.patch<{ Params: { id: string }; Body: Record<string, unknown> }>(
    '/sandbox/pto/hibob/requests/:id',
    async ({ params, body }) => {
      const index = hibob.requests.findIndex(({ requestId }) => String(requestId) === params.id);
      const before = hibob.requests[index];
      if (!before) throw new PtoRefusal(404, 'There is no such request.');
      const { requestId, employeeId, email, ...known } = before;
      const after = changed(known, body ?? {}, { requestId, employeeId, email });
      hibob.requests[index] = after;
      await save();
      return { ...after, delivered: await webhooks.tell(before.status, after, clock.now()) };
    },
  );
}

type Told = Omit<HibobRequest, 'requestId' | 'employeeId' | 'email'>;
const BLANK: Told = {
  policy: 'Holiday',
  type: 'days',
  status: 'approved',
  startDate: '',
  startPortion: 'all_day',
  endDate: null,
  endPortion: 'all_day',
};

function changed(
  before: Told,
  given: Record<string, unknown>,
  of: Pick<HibobRequest, 'requestId' | 'employeeId' | 'email'>,
): HibobRequest {
  requireKnown(given, Object.keys(BLANK));
  const after = { ...before, ...given, ...of } as HibobRequest;
  if (!['pending', 'approved', 'declined', 'canceled'].includes(after.status))
    throw new PtoRefusal(400, 'Unknown status.');
  requireRequest(after);
  return after;
}

const shown = ({
  requestId,
  employeeId,
  policy,
  type,
  status,
  startDate,
  startPortion,
  endDate,
  endPortion,
}: HibobRequest) => ({
  employeeId,
  requestId,
  policyType: policy,
  policyTypeDisplayName: policy,
  policyTypeCustomName: null,
  type,
  status,
  startDate,
  ...(type === 'days' || type === 'openEnded' ? { startPortion } : {}),
  ...(type === 'portionOnRange' ? { dayPortion: startPortion } : {}),
  ...(endDate !== null && { endDate }),
  ...(type === 'days' && { endPortion }),
});

const FIELDS: Readonly<Record<string, (person: Person) => string>> = {
  'root.id': employeeIdOf,
  'root.email': ({ email }) => email,
  'root.displayName': ({ name }) => name,
};

function fieldsOf(body: unknown, known: readonly string[]): string[] {
  if (typeof body !== 'object' || body === null) throw new PtoRefusal(400, 'Send a JSON object.');
  requireKnown({ ...body }, known);
  const fields: unknown = 'fields' in body ? body.fields : [];
  if (!Array.isArray(fields)) throw new PtoRefusal(400, 'fields must be a list.');
  const unknown = fields.filter((field) => !(String(field) in FIELDS));
  if (unknown.length > 0) throw new PtoRefusal(501, `The sandbox has no field ${unknown.join(', ')} yet.`);
  return fields.map(String);
}

/** STARTED: the id comes whatever fields are asked for. */
const employee = (person: Person, fields: readonly string[]) =>
  Object.fromEntries(
    [...new Set(['root.id', ...fields])].map((field) => [
      `/${field.replace('.', '/')}`,
      { value: FIELDS[field]?.(person) ?? null },
    ]),
  );
