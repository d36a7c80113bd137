import { createHash } from 'node:crypto';
import { demoWorld, type DemoTenant } from '@understudy/demo-world';
import type { Person } from './people.js';
import type { SandboxWorld } from './world.js';

/** The demo world as Google holds it: an account for each person, their threads, and the meetings their customers have with them. */
export function demoSandboxWorld(startedOn: Temporal.PlainDate): SandboxWorld {
  const { tenants } = demoWorld({ startedOn });
  return {
    people: tenants.flatMap((tenant) => tenant.users.map((user) => account(tenant, user))),
    threads: tenants.flatMap(({ threads }) =>
      threads.map(({ id, ownerEmail, subject, messages }) => ({
        id,
        owner: ownerEmail,
        subject,
        messages: messages.map((message) => ({
          id: message.id,
          from: { name: message.fromName, email: message.fromEmail },
          to: message.to,
          cc: message.cc,
          sentAt: message.at.toString({ fractionalSecondDigits: 3 }),
          body: message.body,
        })),
      })),
    ),
    meetings: tenants.flatMap(meetingsOf),
    channels: tenants.flatMap(channelsOf),
  };
}

function account(tenant: DemoTenant, user: DemoTenant['users'][number]): Person {
  const { email, name, timeZone, title } = user;
  const manager = tenant.users.find(({ id }) => id === user.managerId);
  const team = tenant.teams.find(({ id }) => id === user.teamId);
  return {
    email,
    name,
    timeZone,
    title,
    organisation: tenant.name,
    domain: email.split('@')[1] ?? tenant.domains[0] ?? '',
    subject: subjectOf(email),
    isAdmin: user.roles.includes('admin'),
    ...(manager && { managerEmail: manager.email }),
    ...(team && { department: team.name, orgUnitPath: `/${team.name}` }),
  };
}

/** Twenty-one digits, the same at every start, as Google's account numbers are. */
export const subjectOf = (email: string): string =>
  ((BigInt(`0x${createHash('sha256').update(email).digest('hex').slice(0, 17)}`) % 10n ** 20n) + 10n ** 20n).toString();

const CHANNELS_EACH = 3;

/** Channels people talk in about their largest customers: each with the customer's CSM and their manager. */
function channelsOf({ users, customers }: DemoTenant): NonNullable<SandboxWorld['channels']> {
  return users.flatMap((csm) => {
    const manager = users.find(({ id }) => id === csm.managerId);
    return customers
      .filter(({ csmId }) => csmId === csm.id)
      .sort((one, other) => other.arr - one.arr)
      .slice(0, CHANNELS_EACH)
      .map(({ name }) => ({
        name: `acct-${slugOf(name)}`.slice(0, 80),
        purpose: `Everything about ${name}`,
        members: [csm.email, ...(manager ? [manager.email] : [])],
      }));
  });
}

const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** Each in the calendar of its organiser, with the customer's people as guests. */
function meetingsOf({ meetings, stakeholders, users }: DemoTenant): SandboxWorld['meetings'] {
  const organizers = new Map(users.map((user) => [user.id, user.email]));
  const guests = Map.groupBy(stakeholders, ({ customerId }) => customerId);
  return meetings.flatMap(({ id, customerId, organizerId, title, startsAt, endsAt }) => {
    const owner = organizerId === null ? undefined : organizers.get(organizerId);
    if (!owner) return [];
    const attendees = (guests.get(customerId) ?? []).map(({ name, email }) => ({ name, email }));
    return [{ id, owner, title, startsAt: String(startsAt), endsAt: String(endsAt), attendees }];
  });
}
