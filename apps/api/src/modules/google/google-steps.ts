import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@understudy/domain';
import { type CheckStep, failed, passed, skipped } from '../integrations/index.js';
import { domainOf } from './google-access.js';
import { GoogleChecks } from './google-checks.service.js';
import { GoogleClients } from './google-clients.js';
import type { Access } from './google-connections.repository.js';
import { isGoogleFailure, readGoogleFailure } from './google-failure.js';
import type { Grant } from './google-grants.js';
import { wordsFor } from './google-health.js';
import { EVERY_NEED, EVERY_SCOPE, needRow } from './google-needs.js';
import { ServiceAccount, type ServiceAccountKey } from './service-account.js';

export interface Asked {
  readonly tenantId: TenantId;
  readonly access: Access;
  readonly counts: {
    readonly consented: number;
    readonly lost: number;
    readonly channels: number;
    readonly calendarsRead: number;
  };
  /** Somebody whose calendar is read. */
  readonly reader: { readonly userId: UserId; readonly email: string } | null;
  readonly apiUrl: string;
}

const CONSOLE =
  "In Google's admin console open Security, Access and data control, API controls, Manage domain-wide delegation";
const short = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1);

/** The steps of a check: each asks for one thing and says what to do when it is not there. */
@Injectable()
export class GoogleSteps {
  constructor(
    private readonly checks: GoogleChecks,
    private readonly clients: GoogleClients,
    private readonly account: ServiceAccount,
  ) {}

  ofNothing(): CheckStep[] {
    return [
      skipped('connection', 'Google Workspace is not connected, and need not be: notices are then drafts to copy.'),
    ];
  }

  async ofDelegation(asked: Asked): Promise<CheckStep[]> {
    const key = await this.account.find();
    if (key === null)
      return [
        failed(
          'service account key',
          'There is no readable key of a service account.',
          'Make a JSON key in the Google Cloud console (IAM and admin, Service accounts, Keys, Add key), put the file where the program can read it, and name it in GOOGLE_SERVICE_ACCOUNT_FILE.',
        ),
      ];
    const steps = [passed('service account key', `It is the key of ${key.client_email}.`), adminStep(asked.access)];
    const grants = await this.checks.lookAtConnection(asked.tenantId);
    if (grants === null)
      return [
        ...steps,
        skipped('scopes', 'There is nobody to ask as: name an admin, or somebody whose calendar is read.'),
      ];
    const works = [...grants.values()].some(({ state }) => state === 'works');
    steps.push(...EVERY_SCOPE.map((scope) => scopeStep(scope, grants.get(scope), key)));
    if (!works) return [...steps, skipped('directory', 'No scope works.'), skipped('calendar', 'No scope works.')];
    const mayList = needRow('directory').scopes.every((scope) => grants.get(scope)?.state === 'works');
    const directory = mayList
      ? await this.directoryStep(asked)
      : skipped('directory', 'Its scope does not work; see there.');
    return [...steps, directory, await this.calendarStep(asked), pushStep(asked)];
  }

  async ofConsent(asked: Asked): Promise<CheckStep[]> {
    const { consented, lost } = asked.counts;
    const people =
      consented === 0
        ? failed(
            'consents',
            'Nobody has connected their account yet.',
            'Ask your people to connect under Profile, Your Google account.',
          )
        : passed('consents', `${consented} ${consented === 1 ? 'person has' : 'people have'} connected their account.`);
    const ended =
      lost === 0
        ? passed('consents that ended', 'None.')
        : failed(
            'consents that ended',
            `${lost} no longer work.`,
            'Those people connect again under Profile, Your Google account.',
          );
    return [people, ended, await this.calendarStep(asked), pushStep(asked)];
  }

  private directoryStep({ tenantId }: Asked): Promise<CheckStep> {
    return attempt(
      'directory',
      'Users can be listed.',
      'The admin account needs the right to read users: in the admin console, Account, Admin roles, a role with "Users, Read"; then name that account here.',
      async () => {
        const directory = await this.clients.directoryOf(tenantId);
        await directory.users.list({ customer: 'my_customer', maxResults: 1 });
      },
    );
  }

  private calendarStep({ tenantId, reader }: Asked): Promise<CheckStep> {
    if (reader === null) return Promise.resolve(skipped('calendar', "Nobody's calendar is to be read yet."));
    return attempt(
      'calendar',
      `The calendar of ${reader.email} can be read.`,
      'Turn Google Calendar on for this person: in the admin console, Apps, Google Workspace, Calendar, Service status.',
      async () => {
        const { calendar } = await this.clients.of(tenantId, reader, 'read-calendar');
        await calendar.events.list({ calendarId: 'primary', maxResults: 1 });
      },
    );
  }
}

function adminStep({ connection: { adminEmail }, domains }: Access): CheckStep {
  const where = 'Name one under Set up, Integrations, Google.';
  if (adminEmail === null)
    return failed('admin account', 'No admin account is named; the directory cannot be read.', where);
  return domains.includes(domainOf(adminEmail))
    ? passed('admin account', `${adminEmail} is in one of your domains.`)
    : failed('admin account', `${adminEmail} is not in one of your domains (${domains.join(', ')}).`, where);
}

function scopeStep(scope: string, grant: Grant | undefined, key: ServiceAccountKey): CheckStep {
  const name = `scope ${short(scope)}`;
  const optional = EVERY_NEED.every((need) => !needRow(need).scopes.includes(scope) || needRow(need).optional);
  if (grant === undefined) return skipped(name, 'It was not asked for.');
  if (grant.state === 'works') return passed(name, `Lets Understudy ${wordsFor([scope])}.`);
  if (grant.state === 'no-answer')
    return failed(
      name,
      grant.text,
      'Try again in a few minutes. If it stays, look at https://www.google.com/appsstatus.',
    );
  if (grant.state === 'key-refused')
    return failed(
      name,
      grant.text,
      'Make a new key for the service account (Google Cloud console, IAM and admin, Service accounts, Keys) and put it into GOOGLE_SERVICE_ACCOUNT_FILE.',
    );
  if (grant.state === 'account-unknown')
    return failed(
      name,
      grant.text,
      'The admin account is unknown or suspended at Google: name another one under Set up, Integrations, Google.',
    );
  if (optional)
    return skipped(name, `Not delegated, and need not be: without it Understudy cannot ${wordsFor([scope])}.`);
  return failed(
    name,
    `Not delegated: Understudy cannot ${wordsFor([scope])}.`,
    `${CONSOLE}, edit the entry of client ${key.client_id ?? key.client_email} and add ${scope}. It can take some minutes.`,
  );
}

function pushStep({ apiUrl, counts, reader }: Asked): CheckStep {
  if (reader === null) return skipped('push messages', "Nobody's calendar is to be read yet.");
  if (counts.channels > 0)
    return passed(
      'push messages',
      `${counts.channels} calendars tell us of changes at once; all are polled every ten minutes besides.`,
    );
  return failed(
    'push messages',
    'No calendar tells us of changes; they are still polled every ten minutes.',
    `Google must reach ${apiUrl}/api/webhooks/google/calendar over https with a valid certificate. Set API_URL to the public address, and register its domain in the Google Cloud console (APIs and services, Domain verification) where that is asked for.`,
  );
}

async function attempt(name: string, detail: string, fix: string, work: () => Promise<unknown>): Promise<CheckStep> {
  try {
    await work();
    return passed(name, detail);
  } catch (error) {
    if (!isGoogleFailure(error)) throw error;
    const { kind, text } = readGoogleFailure(error);
    return failed(name, text, kind === 'wait' ? 'Try again in a few minutes.' : fix);
  }
}
