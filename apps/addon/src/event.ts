import type { CardForm, CardParameters } from '@understudy/contracts';

type GoogleEvent = GoogleAppsScript.Addons.EventObject;

/** What a card is about: where "Try again" and "Refresh" draw anew. */
export const SURROUNDINGS = ['home', 'message', 'compose', 'calendar-home', 'calendar-event'] as const;
export type Surroundings = (typeof SURROUNDINGS)[number];

/** How the reader reads: the host's language and zone, left out where Google does not say. */
export function readerOf({ commonEventObject }: GoogleEvent): { locale?: string; time_zone?: string } {
  const { userLocale, timeZone } = commonEventObject;
  return { ...(userLocale ? { locale: userLocale } : {}), ...(timeZone?.id ? { time_zone: timeZone.id } : {}) };
}

/** What lies open, as far as the event says. A draft looks like nothing: its buttons carry that they stand beside one. */
export function surroundingsOf(event: GoogleEvent): Surroundings {
  if (event.commonEventObject.hostApp === 'CALENDAR') return openEvent(event) ? 'calendar-event' : 'calendar-home';
  return event.gmail?.messageId ? 'message' : 'home';
}

/** What the pressed button carries: the action, and its parameters without it. */
export function pressed({ commonEventObject }: GoogleEvent): { actionId: string; parameters: CardParameters } {
  // Absent when a button carries none, whatever the typings say.
  const given: Partial<typeof commonEventObject> = commonEventObject;
  const { action_id: actionId = '', ...parameters } = given.parameters ?? {};
  return { actionId, parameters };
}

/** What was typed and chosen: every field as a list of texts, days as YYYY-MM-DD, times of a day as RFC 3339 instants. */
export function formOf({ commonEventObject }: GoogleEvent): CardForm {
  const given: Partial<typeof commonEventObject> = commonEventObject;
  const form: CardForm = {};
  for (const [name, input] of Object.entries(given.formInputs ?? {})) {
    if (input.stringInputs) form[name] = input.stringInputs.value;
    else if (input.dateInput) form[name] = [isoDay(input.dateInput.msSinceEpoch)];
    else if (input.dateTimeInput) form[name] = [new Date(Number(input.dateTimeInput.msSinceEpoch)).toISOString()];
  }
  return form;
}

/** Google sends a picked day as the UTC midnight of it. */
const isoDay = (msSinceEpoch: string | number): string => new Date(Number(msSinceEpoch)).toISOString().slice(0, 10);

/** The event that lies open in Calendar; null on Calendar home, and while an event is made that has no id yet. */
export function openEvent({ calendar }: GoogleEvent): { calendar_id: string; event_id: string } | null {
  const given: Partial<NonNullable<typeof calendar>> = calendar ?? {};
  return given.calendarId && given.id ? { calendar_id: given.calendarId, event_id: given.id } : null;
}

interface Recipients {
  readonly toRecipients?: readonly string[] | undefined;
  readonly ccRecipients?: readonly string[] | undefined;
  readonly bccRecipients?: readonly string[] | undefined;
}

/** The recipients of the draft so far. Google has them in `gmail`, and in `draftMetadata` as it was before Workspace add-ons. */
export function draftOf(event: GoogleEvent): { to: string; cc: string; bcc: string } {
  const { draftMetadata: before = {} } = event as { draftMetadata?: Recipients };
  const now: Recipients = event.gmail ?? {};
  const list = (name: keyof Recipients): string => (now[name] ?? before[name] ?? []).join(', ');
  return { to: list('toRecipients'), cc: list('ccRecipients'), bcc: list('bccRecipients') };
}
