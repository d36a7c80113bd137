import type { People, Person } from '../../people.js';
import type { Call, Handlers } from '../handler.js';
import { invalid } from '../errors.js';
import type { JsonObject, Query } from '../strict.js';
import { customerId, getUser, matchesSearch, requireAdmin, requireValidUserList } from './rules.js';

/** Admin SDK directory_v1: who works there, whom they report to, where they stand. Changing accounts is the admin console's. */
export function directoryHandlers(people: People): Handlers {
  return {
    'directory.users.list': ({ principal, query }) => ({ body: listUsers(people, principal, query) }),
    'directory.users.get': ({ principal, path, query }) => {
      const isPublic = query.viewType === 'domain_public';
      const viewer = isPublic ? viewerOf(people, principal) : requireAdmin(principal, people);
      return { body: userResource(getUser(people, viewer, path.userKey ?? ''), isPublic) };
    },
  };
}

/** A signed-in account is one of the people; the token would be dead otherwise. */
const viewerOf = (people: People, { email }: Call['principal']): Person => {
  const person = people.find(email);
  if (!person) throw new Error(`There is no account ${email}.`);
  return person;
};

function listUsers(people: People, principal: Call['principal'], query: Query): JsonObject {
  const isPublic = query.viewType === 'domain_public';
  const viewer = isPublic ? viewerOf(people, principal) : requireAdmin(principal, people);
  requireValidUserList(query, viewer);
  const after = query.pageToken === undefined ? null : readPageToken(String(query.pageToken));
  const descending = query.sortOrder === 'DESCENDING';
  const users = people.all
    .filter(({ organisation }) => organisation === viewer.organisation)
    .filter(({ domain }) => query.domain === undefined || domain === query.domain)
    // Deleted accounts are gone from the sandbox at once, so a list of them is empty.
    .filter(() => query.showDeleted !== 'true')
    .filter((person) => query.query === undefined || matchesSearch(String(query.query), person))
    .map((person) => ({ person, key: `${sortKey(person, String(query.orderBy ?? 'email'))} ${person.email}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1) * (descending ? -1 : 1))
    .filter(({ key }) => after === null || (descending ? key < after : key > after));
  const page = users.slice(0, Number(query.maxResults ?? 100));
  const last = page.at(-1);
  return {
    kind: 'admin#directory#users',
    etag: '"users"',
    ...(page.length && { users: page.map(({ person }) => userResource(person, isPublic)) }),
    ...(last && users.length > page.length && { nextPageToken: Buffer.from(last.key).toString('base64url') }),
  };
}

function readPageToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (!key.includes('@') || Buffer.from(key).toString('base64url') !== token)
    throw invalid('Invalid Input: pageToken', 'pageToken');
  return key;
}

function sortKey(person: Person, orderBy: string): string {
  const { givenName, familyName } = nameOf(person);
  return { email: person.email, givenName, familyName }[orderBy]?.toLowerCase() ?? '';
}

function nameOf({ name }: Person) {
  const [familyName = '', ...given] = name.split(' ').reverse();
  return given.length
    ? { givenName: given.reverse().join(' '), familyName }
    : { givenName: familyName, familyName: '' };
}

/** "domain_public" shows no administration: neither suspension nor unit nor manager. */
function userResource(person: Person, isPublic: boolean): JsonObject {
  const { email, name, subject, title, department, managerEmail, orgUnitPath, aliases = [] } = person;
  const shared: JsonObject = {
    kind: 'admin#directory#user',
    id: subject,
    etag: `"${subject}"`,
    primaryEmail: email,
    name: { ...nameOf(person), fullName: name },
    emails: [email, ...aliases].map((address) => ({ address, ...(address === email && { primary: true }) })),
    ...((title || department) && {
      organizations: [{ primary: true, customType: '', ...(title && { title }), ...(department && { department }) }],
    }),
  };
  if (isPublic) return shared;
  return {
    ...shared,
    isAdmin: person.isAdmin === true,
    isDelegatedAdmin: false,
    suspended: person.suspended === true,
    ...(person.suspended && { suspensionReason: 'ADMIN' }),
    archived: false,
    agreedToTerms: true,
    changePasswordAtNextLogin: false,
    isMailboxSetup: person.hasMail !== false,
    includeInGlobalAddressList: true,
    ...(aliases.length && { aliases: [...aliases] }),
    ...(managerEmail && { relations: [{ value: managerEmail, type: 'manager' }] }),
    languages: [{ languageCode: 'en', preference: 'preferred' }],
    customerId: customerId(person),
    orgUnitPath: orgUnitPath ?? '/',
  };
}
