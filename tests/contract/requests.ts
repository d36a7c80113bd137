import type { AnyEndpoint } from '@understudy/contracts';
import type { Rows } from './rows.js';

/** A request as it would go out. */
export interface Request {
  readonly method: string;
  readonly address: string;
  readonly body?: unknown;
}

/** The schema of a body as the OpenAPI document carries it. */
export interface Described {
  readonly example?: unknown;
  readonly schema: { readonly required?: readonly string[] };
}

/** Bodies that fit, for endpoints whose contract says more than a schema can; by name of the endpoint. */
const BODIES: Readonly<Record<string, unknown>> = {
  CreateUser: { email: 'new@acme.example', name: 'New', roles: ['csm'], time_zone: 'Europe/Lisbon' },
  CreateAbsence: { absence_type: 'vacation', start_date: '2099-07-06', end_date: '2099-07-10' },
  ChangeAbsence: { special_instructions: 'x' },
  Lookup: { query: 'x' },
  ImportCustomers: { format: 'csv', content: 'name,domains\nNorthwind,northwind.example' },
  SandboxSignIn: { email: 'csm@acme.example' },
  AddonAction: { action_id: 'customer.open', parameters: {}, form: {} },
  AddonCalendarSync: {
    from: '2026-07-01T00:00:00Z',
    to: '2026-12-01T00:00:00Z',
    complete: true,
    events: [{ id: 'one', start: { date: '2026-08-03' }, end: { date: '2026-08-15' } }],
  },
  CreateCustomerDraft: { to: [{ email: 'lena@acme.example' }], subject: 'x', body: 'x' },
  ChangeCustomerDraft: { subject: 'x' },
  MoveClock: { advance: 'PT0S' },
  SetNoticeZone: { time_zone: 'Europe/Lisbon' },
  PreviewNoticeTemplate: { kind: 'cancellation', language: 'de', subject: '{{csm_name}}', body: 'Alles wie immer' },
  PutNoticeTemplates: {
    templates: [{ kind: 'cancellation', language: 'de', subject: '{{csm_name}}', body: 'Alles wie immer' }],
  },
  CreateCalendar: {
    name: 'Support desk',
    time_zone: 'Europe/Lisbon',
    windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
    holidays: [],
  },
  PutCalendar: {
    name: 'Support desk',
    time_zone: 'Europe/Lisbon',
    windows: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
    holidays: [],
  },
  CreatePtoFeed: { kind: 'ical', name: 'Personio', address: 'https://feeds.example.com/a.ics' },
  ChangePtoFeed: { name: 'Personio, all teams' },
  CreateTemplate: { name: 'Outage', title: '{{customer.name}} is down', description: 'What happens' },
  CreatePlaybook: { name: 'Incident', steps: [{ title: 'Call them', role: 'csm' }] },
  CreateEscalation: {
    customer_id: '01a1f94c-fc81-744a-9863-622b51407007',
    category: 'x',
    severity: 'P2',
    title: 'x',
    description: 'x',
  },
  PutCrmSite: {
    site: {
      id: 'partner-portal',
      name: 'Partner portal',
      system: 'partner-portal',
      matches: ['https://partners.example/*'],
      records: [{ path: '^/account/(?<id>[^/]+)' }],
      ids: 'as-is',
      anchors: ['header'],
      names: ['h1'],
    },
  },
  CreateWebhook: { url: 'https://hooks.example/', event_types: ['absence.planned'] },
  ExchangeToken: { grant_type: 'refresh_token', refresh_token: 'usr_x' },
};

/** Path parameters that are words of ours, the same for everybody: no row of anybody's. */
export const WORDS: ReadonlySet<string> = new Set(['kind', 'place']);
/** Fields that are called like an id of ours and hold one of another system. */
export const FOREIGN_IDS: ReadonlySet<string> = new Set(['service_user_id']);

/** The names in braces of a path. */
export const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

/** Fills the path; throws for a parameter that `rows` does not know, naming what to add. */
export function addressOf(endpoint: AnyEndpoint, rows: Rows, over: Rows = {}): string {
  const filled = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = over[name] ?? rows[name];
    if (value === undefined)
      throw new Error(`${endpoint.path}: no example row for {${name}}; add one in tests/contract/rows.ts`);
    return encodeURIComponent(value).replaceAll('%2500', '%00');
  });
  const needed = Object.entries(endpoint.query ?? {}).filter(([, schema]) => !schema.safeParse(undefined).success);
  const query = new URLSearchParams(
    needed.map(([name]) => [name, rows[name] ?? ('reason' === name ? 'because' : '1')]),
  );
  return query.size > 0 ? `${filled}?${query}` : filled;
}

/** A body that passes the contract; throws, naming what to add, when the documented example does not. */
export function bodyOf(name: string, endpoint: AnyEndpoint, described: Described | undefined): unknown {
  if (endpoint.method === 'GET') return undefined;
  const body = BODIES[name] ?? requiredOnly(described);
  const checked = endpoint.parts.body.safeParse(body);
  if (checked.success) return body;
  const wrong = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new Error(
    `${name}: the example does not fit its contract (${wrong}); add a body in tests/contract/requests.ts`,
  );
}

function requiredOnly(described: Described | undefined): unknown {
  const { example, schema } = described ?? { schema: {} };
  if (typeof example !== 'object' || example === null) return {};
  return Object.fromEntries(Object.entries(example).filter(([name]) => schema.required?.includes(name)));
}
