import type { Json } from './json.js';
import type { Need, RunInput } from './protocol.js';
import { SCOPE } from './service.js';

export type HostApp = 'GMAIL' | 'CALENDAR';

/** What a person did: where the add-on is docked, the button's parameters and the fields of the card it stood on. */
export interface AddonEvent {
  /** Which application; as the rest says, where it is left out: Calendar with an event, else Gmail. */
  readonly host?: HostApp | undefined;
  /** The message that is open, if any. */
  readonly message_id?: string | undefined;
  /** The calendar event that is open, if any; of the person's own calendar unless `calendar_id` says another. */
  readonly event_id?: string | undefined;
  readonly calendar_id?: string | undefined;
  /** The draft that is open, if any: its recipients so far. */
  readonly draft?: DraftRecipients | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly form?: Readonly<Record<string, FieldInput>> | undefined;
}
export interface DraftRecipients {
  readonly to: readonly string[];
  readonly cc?: readonly string[] | undefined;
  readonly bcc?: readonly string[] | undefined;
}
export type FieldInput =
  { readonly values: readonly string[] } | { readonly day_ms: number } | { readonly instant_ms: number };

export interface EventContext {
  readonly email: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly now: Temporal.Instant;
  readonly message: { readonly id: string; readonly threadId: string; readonly accessToken: string } | null;
  /** What the person allowed: without script.locale Google says neither language nor zone. */
  readonly scopes: readonly string[];
}

const LOCALE = `${SCOPE}script.locale`;
const METADATA = `${SCOPE}gmail.addons.current.message.metadata`;

const fieldOf = (input: FieldInput): Json => {
  if ('values' in input) return { stringInputs: { value: input.values } };
  if ('day_ms' in input) return { dateInput: { msSinceEpoch: input.day_ms } };
  return { dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: input.instant_ms } };
};

export const hostOf = ({ host, event_id: id }: AddonEvent): HostApp =>
  host ?? (id === undefined ? 'GMAIL' : 'CALENDAR');

/** The event object as Google hands it to a trigger (addons/concepts/event-objects). */
export function googleEvent(event: AddonEvent, { email, timeZone, locale, now, message, scopes }: EventContext): Json {
  const offset = now.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;
  const inputs = Object.entries(event.form ?? {}).map(([name, input]) => [name, fieldOf(input)] as const);
  const calendar = hostOf(event) === 'CALENDAR' && event.event_id !== undefined;
  return {
    commonEventObject: {
      platform: 'WEB',
      hostApp: hostOf(event),
      ...(scopes.includes(LOCALE) ? { userLocale: locale, timeZone: { id: timeZone, offset: String(offset) } } : {}),
      ...(event.parameters ? { parameters: event.parameters } : {}),
      ...(inputs.length > 0 ? { formInputs: Object.fromEntries(inputs) } : {}),
    },
    ...(calendar ? { calendar: { calendarId: event.calendar_id ?? email, id: event.event_id ?? '' } } : {}),
    ...gmailOf(event.draft, message),
  };
}

function gmailOf(draft: DraftRecipients | undefined, message: EventContext['message']): { gmail?: Json } {
  const opened = message && { messageId: message.id, threadId: message.threadId, accessToken: message.accessToken };
  const written = draft && {
    toRecipients: draft.to,
    ccRecipients: draft.cc ?? [],
    bccRecipients: draft.bcc ?? [],
  };
  return opened || written ? { gmail: { ...opened, ...written } } : {};
}

/**
 * What an event itself needs: to be docked at all (scopes …addons.execute), the compose trigger, recipients of a draft, language and zone.
 */
export function needsOfEvent({ event }: Pick<RunInput, 'event'>): Need[] {
  const { commonEventObject, gmail } = event as {
    commonEventObject: { hostApp: HostApp; userLocale?: string };
    gmail?: { toRecipients?: unknown };
  };
  return [
    {
      what: `the add-on in ${commonEventObject.hostApp}`,
      scopes: [`${SCOPE}${commonEventObject.hostApp.toLowerCase()}.addons.execute`],
    },
    ...(commonEventObject.userLocale ? [{ what: 'commonEventObject.userLocale', scopes: [LOCALE] }] : []),
    ...(gmail?.toRecipients
      ? [
          { what: 'gmail.composeTrigger', scopes: [`${SCOPE}gmail.addons.current.action.compose`] },
          { what: 'gmail.composeTrigger.draftAccess', scopes: [METADATA] },
        ]
      : []),
  ];
}
