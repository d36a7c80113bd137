import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { subjectOf } from '../demo.js';
import { isKnownScope } from '../identity/scopes.js';
import type { Tokens } from '../identity/tokens.js';
import type { People, Person } from '../people.js';
import type { Requests } from '../requests.js';
import type { Quotas } from './quotas.js';

export interface AdminParts {
  readonly people: People;
  readonly tokens: Tokens;
  readonly quotas: Quotas;
  readonly requests: Requests;
  readonly save: () => Promise<void>;
}

const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'is no e-mail address');
const Delegation = z.strictObject({
  /** `null`: the demo's own. */
  scopes: z.array(z.string().refine(isKnownScope, 'is no scope of an API the sandbox knows')).nullable(),
  domain: z.string().min(1).optional(),
});
const Account = z.strictObject({
  email: address,
  name: z.string().min(1).optional(),
  time_zone: z.string().min(1).optional(),
  organisation: z.string().min(1).optional(),
  title: z.string().optional(),
  is_admin: z.boolean().optional(),
  manager_email: address.nullable().optional(),
  department: z.string().nullable().optional(),
  org_unit_path: z.string().startsWith('/').nullable().optional(),
  suspended: z.boolean().optional(),
  has_mail: z.boolean().optional(),
  aliases: z.array(address).optional(),
});
const Revocation = z.strictObject({ email: address, client_id: z.string().min(1).optional() });
const count = z.int().min(1).max(1_000_000);
const Measure = z.strictObject({
  clock: z.enum(['machine', 'simulated']).default('machine'),
  calendar_per_project: count.optional(),
  calendar_per_user: count.optional(),
  gmail_units_per_user: count.optional(),
  gmail_sends_per_user: count.optional(),
});

const refused = (statusCode: number, message: string) => Object.assign(new Error(message), { statusCode });
function read<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw refused(400, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '));
}

/**
 * What is done with a mouse in Google's consoles: delegation, accounts, consents taken back; besides, the quotas, and what was asked of
 * the fakes so far. Under /sandbox/google/admin, which is no path of Google's.
 */
export function registerAdmin(app: FastifyInstance, { people, tokens, quotas, requests, save }: AdminParts): void {
  const domains = () => [...new Set(people.all.map(({ domain }) => domain))];
  const delegations = () => ({ items: domains().map((domain) => ({ domain, scopes: tokens.delegated(domain) })) });
  app.get('/sandbox/google/admin/delegation', delegations);
  app.post('/sandbox/google/admin/delegation', async (request) => {
    const { scopes, domain } = read(Delegation, request.body);
    tokens.delegate(scopes, domain);
    await save();
    return delegations();
  });

  app.post('/sandbox/google/admin/people', async (request, reply) => {
    const input = read(Account, request.body);
    const known = people.find(input.email);
    const person = people.keep(changed(known ?? newPerson(input.email, people), input));
    await save();
    return reply.code(known ? 200 : 201).send(person);
  });
  app.delete<{ Params: { email: string } }>('/sandbox/google/admin/people/:email', async ({ params }, reply) => {
    if (!people.find(params.email)) throw refused(404, 'There is no account with this address.');
    people.remove(params.email);
    await save();
    return reply.code(204).send();
  });
  app.post('/sandbox/google/admin/revoke', async (request, reply) => {
    const { email, client_id } = read(Revocation, request.body);
    tokens.consents.revoke(people.find(email)?.email ?? email, client_id);
    await save();
    return reply.code(204).send();
  });

  app.get('/sandbox/google/admin/quotas', () => quotas.summary());
  app.put('/sandbox/google/admin/quotas', (request) => {
    const asked = read(Measure, request.body);
    const limits = {
      calendarPerProject: asked.calendar_per_project,
      calendarPerUser: asked.calendar_per_user,
      gmailUnitsPerUser: asked.gmail_units_per_user,
      gmailSendsPerUser: asked.gmail_sends_per_user,
    };
    quotas.set(
      Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
      asked.clock === 'simulated',
    );
    return quotas.summary();
  });

  app.get('/sandbox/requests', () => requests.summary());
  app.delete('/sandbox/requests', (_request, reply) => {
    requests.clear();
    return reply.code(204).send();
  });
}

/** A colleague joins the organisation of their domain; a new domain is an organisation of its own. */
function newPerson(email: string, people: People): Person {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const colleague = people.all.find((one) => one.domain === domain);
  return {
    email: email.toLowerCase(),
    name: email.slice(0, email.lastIndexOf('@')),
    timeZone: colleague?.timeZone ?? 'UTC',
    domain,
    organisation: colleague?.organisation ?? domain,
    title: '',
    subject: subjectOf(email.toLowerCase()),
  };
}

function changed(person: Person, input: z.output<typeof Account>): Person {
  const given = {
    name: input.name,
    timeZone: input.time_zone,
    organisation: input.organisation,
    title: input.title,
    isAdmin: input.is_admin,
    managerEmail: input.manager_email,
    department: input.department,
    orgUnitPath: input.org_unit_path,
    suspended: input.suspended,
    hasMail: input.has_mail,
    aliases: input.aliases,
  };
  const values = Object.entries({ ...person, ...Object.fromEntries(Object.entries(given).filter(isGiven)) });
  // null takes the member away; what every account has is never null here.
  return Object.fromEntries(values.filter(([, value]) => value !== null)) as unknown as Person;
}

const isGiven = ([, value]: [string, unknown]) => value !== undefined;
