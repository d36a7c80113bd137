import type { CardForm, CardParameters } from '@understudy/contracts';

type GoogleEvent = GoogleAppsScript.Addons.EventObject;

/** How the reader reads: the host's language and zone, left out where Google does not say. */
export function readerOf({ commonEventObject }: GoogleEvent): { locale?: string; time_zone?: string } {
  const { userLocale, timeZone } = commonEventObject;
  return { ...(userLocale ? { locale: userLocale } : {}), ...(timeZone?.id ? { time_zone: timeZone.id } : {}) };
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
