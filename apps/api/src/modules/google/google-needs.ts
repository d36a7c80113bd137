const SCOPE = 'https://www.googleapis.com/auth/';

/** What the product does at Google, each with the scopes it takes. */
export type GoogleNeed =
  | 'read-calendar'
  | 'change-calendar'
  | 'vacation'
  | 'filters'
  | 'forwarding'
  | 'delegates'
  | 'send-mail'
  | 'find-mail'
  | 'documents'
  | 'directory';

interface NeedRow {
  /** All of them are needed. Full addresses, as Google's consoles want them. */
  readonly scopes: readonly string[];
  /** What a person would call it. */
  readonly words: string;
  /** What it is good for, in one sentence. */
  readonly purpose: string;
  /** False: Google gives it to a service account with domain-wide delegation only, or an admin must (integrations.md, Gmail). */
  readonly byConsent: boolean;
  /** Without it everything else works as well. */
  readonly optional?: true;
}

/**
 * The narrowest scopes that Google's typings list for the methods in use. `calendar.events` does not answer free/busy, hence the second one there;
 * a watch takes the scopes of events.list.
 */
export const GOOGLE_NEEDS = {
  'read-calendar': {
    scopes: [`${SCOPE}calendar.events.readonly`],
    words: 'read calendars',
    purpose: 'Out-of-office events and days off become absences, and move with the calendar.',
    byConsent: true,
  },
  'change-calendar': {
    scopes: [`${SCOPE}calendar.events`, `${SCOPE}calendar.freebusy`],
    words: 'change calendar events',
    purpose: 'The backup is invited to customer meetings, and handback meetings find a free slot.',
    byConsent: true,
  },
  vacation: {
    scopes: [`${SCOPE}gmail.settings.basic`],
    words: 'set the vacation reply',
    purpose: 'Whoever writes meanwhile learns who covers, and the reply from before comes back afterwards.',
    byConsent: true,
  },
  filters: {
    scopes: [`${SCOPE}gmail.settings.basic`],
    words: 'set mail filters',
    purpose: "Mail of covered customers' domains is forwarded to the backup.",
    byConsent: true,
  },
  forwarding: {
    scopes: [`${SCOPE}gmail.settings.basic`, `${SCOPE}gmail.settings.sharing`],
    words: 'add forwarding addresses',
    purpose: 'The backup becomes an address that filters may forward to.',
    byConsent: false,
  },
  delegates: {
    scopes: [`${SCOPE}gmail.settings.basic`, `${SCOPE}gmail.settings.sharing`],
    words: 'make the backup a delegate of the mailbox',
    purpose: 'The backup can open the mailbox of whoever is away, where your organisation wants that.',
    byConsent: false,
  },
  'send-mail': {
    scopes: [`${SCOPE}gmail.send`],
    words: 'send mail as the CSM',
    purpose: 'Customer notices come from the person the customer knows.',
    byConsent: true,
  },
  'find-mail': {
    scopes: [`${SCOPE}gmail.readonly`],
    words: 'look for a sent mail',
    purpose: 'A notice whose sending was not confirmed is looked for in Sent, so that it is never sent twice.',
    byConsent: false,
    optional: true,
  },
  documents: {
    scopes: [`${SCOPE}drive.file`],
    words: 'write documents',
    purpose: 'Briefs and return summaries are Google Docs, shared with the backup only.',
    byConsent: true,
  },
  directory: {
    scopes: [`${SCOPE}admin.directory.user.readonly`],
    words: 'read the directory',
    purpose: 'People, managers and teams are taken from Google Workspace.',
    byConsent: false,
  },
} as const satisfies Record<GoogleNeed, NeedRow>;

export const EVERY_NEED = Object.keys(GOOGLE_NEEDS) as readonly GoogleNeed[];

/** The row of a need with the type of the table rather than of the one literal. */
export const needRow = (need: GoogleNeed): NeedRow => GOOGLE_NEEDS[need];

/** Every scope once, in the order of the table: what an admin delegates. */
export const EVERY_SCOPE: readonly string[] = [...new Set(EVERY_NEED.flatMap((need) => needRow(need).scopes))];

/** What a person is asked for at Google's consent page; the first three say who they are. */
export const CONSENT_SCOPES: readonly string[] = [
  'openid',
  'email',
  'profile',
  ...new Set(EVERY_NEED.filter((need) => needRow(need).byConsent).flatMap((need) => needRow(need).scopes)),
];
