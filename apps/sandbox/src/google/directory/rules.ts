import type { People, Person } from '../../people.js';
import { GoogleError, invalid, notFound } from '../errors.js';
import type { Principal } from '../handler.js';
import type { Query } from '../strict.js';

/**
 * What the Admin SDK refuses and the typings do not say. LIST is
 * https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/list, GET the same + /get, SEARCH
 * https://developers.google.com/workspace/admin/directory/v1/guides/search-users, VIEW .../manage-users#retrieve_users_non_admin.
 */
export function requireAdmin(principal: Principal, people: People): Person {
  const person = people.find(principal.email);
  // VIEW: "As a non-administrator [...] viewType=domain_public"; the administrator's view needs an administrator.
  if (!person?.isAdmin)
    throw new GoogleError(403, 'forbidden', 'Not Authorized to access this resource/api', { domain: 'global' });
  return person;
}

export function requireValidUserList(query: Query, admin: Person): void {
  // LIST, customer: "You must provide either the customer or the domain parameter."
  if (query.customer === undefined && query.domain === undefined)
    throw new GoogleError(400, 'badRequest', 'Bad Request');
  if (query.customer !== undefined && ![customerId(admin), 'my_customer'].includes(String(query.customer)))
    throw new GoogleError(400, 'badRequest', 'Invalid Input: customer');
  // LIST, maxResults: "Maximum number of results to return." Default 100, at most 500.
  const most = query.maxResults;
  if (most !== undefined && (Number(most) < 1 || Number(most) > 500))
    throw invalid('Invalid Input: maxResults', 'maxResults');
  requireOneOf(query, 'orderBy', ['email', 'familyName', 'givenName']);
  requireOneOf(query, 'sortOrder', ['ASCENDING', 'DESCENDING']);
  requireOneOf(query, 'viewType', ['admin_view', 'domain_public']);
  requireOneOf(query, 'projection', ['basic', 'custom', 'full']);
  // LIST, customFieldMask: "This should only be set when projection=custom."
  if ((query.projection === 'custom') !== (query.customFieldMask !== undefined))
    throw invalid('Invalid Input: customFieldMask', 'customFieldMask');
}

function requireOneOf(query: Query, name: string, values: readonly string[]): void {
  const value = query[name];
  if (value !== undefined && !values.includes(String(value)))
    throw invalid(`Invalid value at '${name}', "${String(value)}"`, name);
}

/** SEARCH: "field:value" or "field=value", joined by a space; the fields that have a meaning here. */
export function matchesSearch(text: string, person: Person): boolean {
  const clauses = text.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return clauses.every((clause) => {
    const [, field = '', operator = '', quoted = ''] = /^(\w+)(:|=)(.+)$/.exec(clause) ?? [];
    const value = quoted.replace(/^["']|["']$/g, '').toLowerCase();
    const known: Record<string, string> = {
      email: person.email,
      isSuspended: String(person.suspended === true),
      isAdmin: String(person.isAdmin === true),
      orgUnitPath: person.orgUnitPath ?? '/',
      orgDepartment: person.department ?? '',
      directManager: person.managerEmail ?? '',
      name: person.name,
    };
    const actual = Object.hasOwn(known, field) ? known[field] : undefined;
    if (actual === undefined || !value) throw invalid('Invalid Input: query', 'query');
    return operator === '=' ? actual.toLowerCase() === value : actual.toLowerCase().includes(value.replace(/\*$/, ''));
  });
}

/** GET, userKey: "the user's primary email address, alias email address, or unique user ID". Accounts of another customer are not there. */
export function getUser(people: People, admin: Person, key: string): Person {
  const wanted = key.toLowerCase();
  const found = people.all.find(
    ({ email, subject, aliases }) =>
      email.toLowerCase() === wanted || subject === key || (aliases ?? []).includes(wanted),
  );
  if (!found || found.organisation !== admin.organisation) throw notFound(`Resource Not Found: userKey`);
  return found;
}

/** The number of a Workspace; here made from the organisation's name. */
export const customerId = ({ organisation }: Pick<Person, 'organisation'>): string =>
  `C${Buffer.from(organisation).toString('hex').slice(0, 8).padEnd(8, '0')}`;
