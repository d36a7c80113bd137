import { type DayWindow, formatPartialHours } from './days.js';
import { DomainError } from './errors.js';
import type { Brand } from './ids.js';
import { oneLine, plainText } from './mail.js';
import { BUILT_IN_NOTICES, NOTICE_FOOTERS, NOTICE_LANGUAGES, type NoticeLanguage } from './notice-templates.js';

/** Text that a customer may read (product.md 13). Only the functions of this file make it, and only from {@link PublicFacts}. */
export type PublicText = Brand<string, 'PublicText'>;

/** Everything a notice may be made of. What is not here cannot be in a notice: not the kind of absence, not health, ARR or notes. */
export interface PublicFacts {
  readonly contactName: string;
  readonly customerName: string;
  readonly organisation: string;
  readonly csm: PublicPerson;
  /** null only where an absence was called off. */
  readonly backup: PublicPerson | null;
  /** Whom to turn to when the backup is not enough; null when there is nobody. */
  readonly escalation: PublicPerson | null;
  readonly firstOn: Temporal.PlainDate;
  /** null: nobody knows yet. */
  readonly lastOn: Temporal.PlainDate | null;
  /** Of a partial day; empty means all of it. */
  readonly hours: readonly DayWindow[];
  readonly timeZone: string;
  /** What the owner adds in their own words. */
  readonly message: string | null;
}
export interface PublicPerson {
  readonly name: string;
  readonly email: string;
}

/** `cancellation` is the update that says that nobody is away after all. */
export const NOTICE_TEMPLATES = ['introduction', 'update', 'cancellation'] as const;
export type NoticeTemplateKind = (typeof NOTICE_TEMPLATES)[number];
export interface NoticeTemplate {
  readonly subject: string;
  readonly body: string;
}
/** An organisation's own words for one kind in one language (BCP 47, lower case). */
export interface OwnTemplate extends NoticeTemplate {
  readonly kind: NoticeTemplateKind;
  readonly language: string;
}

/** The closed list; `needed` must stand in the text, `never` has no value there. */
export const NOTICE_PLACEHOLDERS = [
  'contact_name',
  'contact_first_name',
  'customer_name',
  'organisation',
  'csm_name',
  'csm_first_name',
  'csm_email',
  'backup_name',
  'backup_first_name',
  'backup_email',
  'escalation_name',
  'escalation_email',
  'dates',
  'first_day',
  'last_day',
  'message',
] as const;
type Placeholder = (typeof NOTICE_PLACEHOLDERS)[number];
type PublicFields = Readonly<Record<Placeholder, PublicText | null>>;

/** PRD-131 FR-4: who covers, when, how to reach them, and where to go when that is not enough. */
const NEEDED = {
  introduction: ['backup_name', 'backup_email', 'dates', 'escalation_email'],
  update: ['backup_name', 'backup_email', 'dates'],
  cancellation: [],
} as const satisfies Record<NoticeTemplateKind, readonly Placeholder[]>;
/** What a subject can be made of: what has a value in every notice. */
const IN_SUBJECT: readonly Placeholder[] = ['customer_name', 'organisation', 'csm_name', 'csm_first_name', 'dates'];
const OF_BACKUP: readonly Placeholder[] = ['backup_name', 'backup_first_name'];

/** Longest words of an owner. */
export const LONGEST_MESSAGE = 2_000;
const LONGEST_BODY = 6_000;
const FIELD = /\{\{\s*([a-z_]+)\s*\}\}/g;

export interface NoticeWords {
  readonly language: string;
  readonly subject: PublicText;
  readonly body: PublicText;
}

/**
 * The words of one notice. The customer's language decides, first among the organisation's own words, then among the built-in ones;
 * English where nobody wrote in it. A line whose placeholder has no value is left out. Placeholders are filled in once: what is
 * filled in is never read as a placeholder.
 */
export const noticeWords = (
  kind: NoticeTemplateKind,
  facts: PublicFacts,
  customerLanguage: string | null,
  own: readonly OwnTemplate[] = [],
): NoticeWords => {
  const { language, template } = templateFor(kind, customerLanguage, own);
  const fields = publicFields(facts, language);
  const body = template.body
    .split('\n')
    .flatMap((line) => fill(line, fields) ?? [])
    .join('\n');
  return {
    language,
    subject: oneLine(fill(template.subject, fields) ?? '', 200) as PublicText,
    body: plainText(body, LONGEST_BODY) as PublicText,
  };
};

/** A text of our own made of public fields, filled in as notices are: a line whose placeholder has no value is left out. */
export const publicWords = (body: string, facts: PublicFacts, language: string): PublicText => {
  const fields = publicFields(facts, language);
  const filled = body.split('\n').flatMap((line) => fill(line, fields) ?? []);
  return plainText(filled.join('\n'), LONGEST_BODY) as PublicText;
};

/** The last lines of an e-mail: how to get no more of these. `url` is ours. */
export const noticeFooter = (language: string, url: string): string =>
  `${NOTICE_FOOTERS[builtIn(language) ?? 'en']}\n${url}`;

/** What an owner typed, as it will be read: plain text of at most {@link LONGEST_MESSAGE} characters, null when nothing is left. */
export const ownersMessage = (text: string | null | undefined): string | null =>
  plainText(text ?? '', LONGEST_MESSAGE) || null;

/**
 * Checks an organisation's own words before they are kept. Throws notices.bad-template with every problem, each with its path:
 * unknown placeholders, one that never has a value there, a needed one that is missing, a language twice.
 */
export const requireTemplates = (own: readonly OwnTemplate[]): readonly OwnTemplate[] => {
  const seen = new Set<string>();
  const problems = own.flatMap((template, index) => {
    const key = `${template.kind} ${template.language}`;
    const again = seen.has(key) ? [{ path: `templates.${index}`, message: 'given twice' }] : [];
    seen.add(key);
    return [
      ...again,
      ...problemsOfNotice(template).map(({ path, message }) => ({ path: `templates.${index}.${path}`, message })),
    ];
  });
  if (problems.length > 0) throw new DomainError('notices.bad-template', { problems });
  return own;
};

/** What is wrong with one text of a notice, each with its path in the template; nothing when customers may get it. */
export const problemsOfNotice = ({
  kind,
  subject,
  body,
}: Omit<OwnTemplate, 'language'>): { path: string; message: string }[] => {
  const inBody = namesIn(body);
  const never: readonly string[] =
    kind === 'cancellation' ? NOTICE_PLACEHOLDERS.filter((name) => /^(?:backup|escalation)_/.test(name)) : [];
  const inSubject: readonly string[] = kind === 'cancellation' ? IN_SUBJECT : [...IN_SUBJECT, ...OF_BACKUP];
  return [
    ...namesIn(subject)
      .filter((name) => !inSubject.includes(name))
      .map((name) => ({
        path: 'subject',
        message: `{{${name}}} cannot stand in a subject; ${inSubject.join(', ')} can`,
      })),
    ...inBody
      .filter((name) => !NOTICE_PLACEHOLDERS.some((known) => known === name) || never.includes(name))
      .map((name) => ({
        path: 'body',
        message: `there is no {{${name}}} here; there is ${NOTICE_PLACEHOLDERS.join(', ')}`,
      })),
    ...NEEDED[kind]
      .filter((name) => !inBody.includes(name))
      .map((name) => ({ path: 'body', message: `{{${name}}} is missing: customers need it` })),
    ...[subject, body].flatMap((text, at) =>
      /\{\{|\}\}/.test(text.replace(FIELD, ''))
        ? [{ path: at === 0 ? 'subject' : 'body', message: 'a {{placeholder}} is not closed' }]
        : [],
    ),
  ];
};

const namesIn = (text: string): string[] => [...text.matchAll(FIELD)].map(([, name]) => name ?? '');

const builtIn = (language: string): NoticeLanguage | null => {
  const base = language.toLowerCase().split('-')[0] ?? '';
  return NOTICE_LANGUAGES.find((known) => known === base) ?? null;
};

const templateFor = (
  kind: NoticeTemplateKind,
  customerLanguage: string | null,
  own: readonly OwnTemplate[],
): { language: string; template: NoticeTemplate } => {
  const wanted = (customerLanguage ?? 'en').toLowerCase();
  const base = wanted.split('-')[0] ?? wanted;
  const mine = (language: string) => own.find((one) => one.kind === kind && one.language === language);
  const template = mine(wanted) ?? mine(base);
  if (template) return { language: template.language, template };
  const known = builtIn(wanted);
  if (known) return { language: known, template: BUILT_IN_NOTICES[known][kind] };
  return { language: 'en', template: mine('en') ?? BUILT_IN_NOTICES.en[kind] };
};

const fill = (line: string, fields: PublicFields): string | null => {
  let isWhole = true;
  const filled = line.replace(FIELD, (_, name: string) => {
    const value = Object.hasOwn(fields, name) ? fields[name as Placeholder] : null;
    isWhole &&= value !== null;
    return value ?? '';
  });
  return isWhole ? filled : null;
};

const publicFields = (facts: PublicFacts, language: string): PublicFields => {
  const text = (value: string | null): PublicText | null =>
    value === null ? null : ((oneLine(value, 300) || null) as PublicText | null);
  const firstName = (name: string) => text(name.trim().split(/\s+/u)[0] ?? name);
  const { csm, backup, escalation, firstOn, lastOn } = facts;
  return {
    contact_name: text(facts.contactName),
    contact_first_name: firstName(facts.contactName),
    customer_name: text(facts.customerName),
    organisation: text(facts.organisation),
    csm_name: text(csm.name),
    csm_first_name: firstName(csm.name),
    csm_email: text(csm.email),
    backup_name: text(backup?.name ?? null),
    backup_first_name: backup && firstName(backup.name),
    backup_email: text(backup?.email ?? null),
    escalation_name: text(escalation?.name ?? null),
    escalation_email: text(escalation?.email ?? null),
    dates: text(datesText(facts, language)),
    first_day: text(noticeDay(firstOn, language)),
    last_day: text(lastOn && noticeDay(lastOn, language)),
    message: facts.message === null ? null : (plainText(facts.message, LONGEST_MESSAGE) as PublicText),
  };
};

const UNTIL_FURTHER_NOTICE: Readonly<Record<NoticeLanguage, string>> = {
  en: '– until further notice',
  de: '– bis auf Weiteres',
  fr: '– jusqu’à nouvel ordre',
  es: '– hasta nuevo aviso',
  pt: '– até novo aviso',
  ja: '– 追ってご連絡するまで',
};

/** By its instant: Temporal's own formatting writes Japanese days with slashes (V8 of Node 26). */
export const noticeDay = (on: Temporal.PlainDate, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC', calendar: 'gregory' }).format(
    on.toZonedDateTime('UTC').epochMilliseconds,
  );

const datesText = ({ firstOn, lastOn, hours, timeZone }: PublicFacts, language: string): string => {
  const days =
    lastOn === null
      ? `${noticeDay(firstOn, language)} ${UNTIL_FURTHER_NOTICE[builtIn(language) ?? 'en']}`
      : firstOn.equals(lastOn)
        ? noticeDay(firstOn, language)
        : `${noticeDay(firstOn, language)} – ${noticeDay(lastOn, language)}`;
  return hours.length === 0 ? days : `${days}, ${formatPartialHours(hours)} (${timeZone})`;
};
