import type { CustomerId, UserId } from './ids.js';

/** What a row of an import may say of a customer; what is missing stays as it is. */
export interface ImportFields {
  readonly name?: string;
  /** null: nobody. */
  readonly csmEmail?: string | null;
  readonly arr?: number;
  readonly healthScore?: number;
  readonly stage?: string;
  readonly segment?: string;
  readonly industry?: string;
  readonly renewalOn?: Temporal.PlainDate | null;
  readonly language?: string | null;
  readonly specialHandling?: string | null;
  readonly ownerNotes?: string;
  readonly needs?: readonly string[];
  readonly domains?: readonly string[];
  readonly crmId?: { readonly system: string; readonly recordId: string };
}

export interface ImportProblem {
  readonly path: string;
  readonly message: string;
}

export interface ImportRow {
  /** Of the text that came in, from 1. */
  readonly line: number;
  readonly name: string;
  readonly fields: ImportFields;
  /** What was wrong with it when it was read. */
  readonly errors: readonly ImportProblem[];
}

/** All that a customer's row holds. */
export interface ImportedCustomer {
  readonly name: string;
  readonly csmId: UserId | null;
  readonly arr: number;
  readonly healthScore: number;
  readonly stage: string;
  readonly segment: string;
  readonly industry: string;
  readonly renewalOn: Temporal.PlainDate | null;
  readonly language: string | null;
  readonly specialHandling: string | null;
  readonly ownerNotes: string;
  readonly needs: readonly string[];
}

export interface KnownCustomer extends ImportedCustomer {
  readonly id: CustomerId;
  readonly domains: readonly string[];
  readonly crmIds: readonly { readonly system: string; readonly recordId: string }[];
}

export interface ImportContext {
  /** Every customer that one of the rows could mean. */
  readonly known: readonly KnownCustomer[];
  /** A domain that is no customer's alone: a mail provider's, the organisation's own. */
  readonly isShared: (domain: string) => boolean;
  /** Who may own customers, by e-mail address. */
  readonly owners: ReadonlyMap<string, UserId>;
  /** Whose customers the caller may change. */
  readonly managed: ReadonlySet<UserId>;
  readonly mayLeaveWithoutOwner: boolean;
  /** Owner of new customers when the row names nobody. */
  readonly defaultOwner: UserId | null;
}

export interface PlannedImport {
  readonly line: number;
  readonly name: string;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'failed';
  /** The one that is there; null for new and failed ones. */
  readonly before: KnownCustomer | null;
  readonly after: ImportedCustomer | null;
  readonly newDomains: readonly string[];
  readonly newCrmIds: readonly { readonly system: string; readonly recordId: string }[];
  readonly errors: readonly ImportProblem[];
}

const NEW: ImportedCustomer = {
  name: '',
  csmId: null,
  arr: 0,
  healthScore: 70,
  stage: 'onboarding',
  segment: 'unknown',
  industry: 'unknown',
  renewalOn: null,
  language: null,
  specialHandling: null,
  ownerNotes: '',
  needs: [],
};

const keysOf = ({ domains = [], crmId }: ImportFields): string[] => [
  ...(crmId ? [crmKey(crmId)] : []),
  ...domains.map(domainKey),
];
const crmKey = ({ system, recordId }: { readonly system: string; readonly recordId: string }): string =>
  JSON.stringify(['crm', system, recordId]);
const domainKey = (domain: string): string => JSON.stringify(['domain', domain]);

/** Instants, days and lists by what they say, not by which object they are. */
const isSame = (a: ImportedCustomer, b: ImportedCustomer): boolean =>
  Object.keys(NEW).every((key) => JSON.stringify(Reflect.get(a, key)) === JSON.stringify(Reflect.get(b, key)));

/**
 * Decides what an import does, row by row: a customer is found by its CRM record or one of its domains, so that the same file twice changes
 * nothing the second time. Domains and CRM records are added, never taken away. A row fails when it could mean two customers, the same
 * one as an earlier row, a person who cannot own customers, or somebody whose customers are not the caller's to change.
 */
export const planImport = (rows: readonly ImportRow[], context: ImportContext): PlannedImport[] => {
  const byKey = new Map(
    context.known.flatMap((customer) =>
      [...customer.crmIds.map(crmKey), ...customer.domains.map(domainKey)].map((key) => [key, customer] as const),
    ),
  );
  const claimed = new Map<string, number>();
  return rows.map((row) => {
    const { line, name, fields } = row;
    const keys = keysOf(fields);
    const [before = null, ...others] = new Set(keys.flatMap((key) => byKey.get(key) ?? []));
    const after = { ...(before ?? { ...NEW, csmId: context.defaultOwner }), ...given(fields, context) };
    const errors =
      row.errors.length > 0 ? row.errors : problemsOf({ fields, keys, before, after, others, claimed, context });
    if (errors.length > 0)
      return { line, name, outcome: 'failed', before: null, after: null, newDomains: [], newCrmIds: [], errors };

    for (const key of [...keys, ...(before ? [before.id] : [])]) claimed.set(key, line);
    const newDomains = [...new Set(fields.domains ?? [])].filter((domain) => !before?.domains.includes(domain));
    const newCrmIds = fields.crmId && !byKey.has(crmKey(fields.crmId)) ? [fields.crmId] : [];
    const isUnchanged = before !== null && isSame(before, after) && newDomains.length + newCrmIds.length === 0;
    const outcome = before === null ? 'created' : isUnchanged ? 'unchanged' : 'updated';
    return { line, name: after.name, outcome, before, after, newDomains, newCrmIds, errors: [] };
  });
};

const given = ({ csmEmail, domains: _d, crmId: _c, ...fields }: ImportFields, { owners }: ImportContext) => ({
  ...fields,
  ...(csmEmail === undefined ? {} : { csmId: csmEmail === null ? null : (owners.get(csmEmail) ?? null) }),
});

function problemsOf(row: {
  readonly fields: ImportFields;
  readonly keys: readonly string[];
  readonly before: KnownCustomer | null;
  readonly after: ImportedCustomer;
  readonly others: readonly KnownCustomer[];
  readonly claimed: ReadonlyMap<string, number>;
  readonly context: ImportContext;
}): ImportProblem[] {
  const { fields, keys, before, after, others, claimed, context } = row;
  const earlier = [...keys, ...(before ? [before.id] : [])].flatMap((key) => claimed.get(key) ?? [])[0];
  const { owners, managed, mayLeaveWithoutOwner } = context;
  const isOurs = (csmId: UserId | null): boolean => (csmId === null ? mayLeaveWithoutOwner : managed.has(csmId));
  const shared = (fields.domains ?? []).filter(context.isShared);
  const found: (ImportProblem | false)[] = [
    shared.length > 0 && {
      path: 'domains',
      message: `${shared.join(', ')} is not one customer's: leave it out, and add the people as stakeholders`,
    },
    keys.length === 0 && {
      path: 'domains',
      message: 'give domains, or crm_system and crm_record_id: by them a second import finds the customer again',
    },
    after.name === '' && { path: 'name', message: 'a new customer needs a name' },
    others.length > 0 && { path: 'domains', message: 'the domains and CRM record belong to different customers' },
    earlier !== undefined && { path: 'domains', message: `line ${earlier} is the same customer` },
    typeof fields.csmEmail === 'string' &&
      !owners.has(fields.csmEmail) && { path: 'csm_email', message: 'nobody with this address can own customers' },
    before !== null && !isOurs(before.csmId) && { path: '', message: 'this customer is not yours to change' },
    before === null &&
      !isOurs(after.csmId) && { path: 'csm_email', message: 'you cannot add customers for this person' },
  ];
  return found.filter((problem) => problem !== false);
}
