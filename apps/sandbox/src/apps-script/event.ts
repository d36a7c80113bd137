import type { Json } from './json.js';

/** What a person did on a card: the button's parameters and the fields of the card it stood on. */
export interface AddonEvent {
  /** The message that is open, if any. */
  readonly message_id?: string | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly form?: Readonly<Record<string, FieldInput>> | undefined;
}
export type FieldInput =
  { readonly values: readonly string[] } | { readonly day_ms: number } | { readonly instant_ms: number };

export interface EventContext {
  readonly timeZone: string;
  readonly locale: string;
  readonly now: Temporal.Instant;
  readonly message: { readonly id: string; readonly threadId: string; readonly accessToken: string } | null;
}

const fieldOf = (input: FieldInput): Json => {
  if ('values' in input) return { stringInputs: { value: input.values } };
  if ('day_ms' in input) return { dateInput: { msSinceEpoch: input.day_ms } };
  return { dateTimeInput: { hasDate: true, hasTime: true, msSinceEpoch: input.instant_ms } };
};

/** The event object as Google hands it to a trigger (addons/concepts/event-objects). */
export function googleEvent(event: AddonEvent, { timeZone, locale, now, message }: EventContext): Json {
  const offset = now.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;
  const inputs = Object.entries(event.form ?? {}).map(([name, input]) => [name, fieldOf(input)] as const);
  return {
    commonEventObject: {
      platform: 'WEB',
      hostApp: 'GMAIL',
      userLocale: locale,
      timeZone: { id: timeZone, offset: String(offset) },
      ...(event.parameters ? { parameters: event.parameters } : {}),
      ...(inputs.length > 0 ? { formInputs: Object.fromEntries(inputs) } : {}),
    },
    ...(message
      ? { gmail: { messageId: message.id, threadId: message.threadId, accessToken: message.accessToken } }
      : {}),
  };
}
