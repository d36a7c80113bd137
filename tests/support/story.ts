import { fromAnswer, toCall } from '@understudy/api-client';
import {
  type AnswerOf,
  type AnyEndpoint,
  GetWorld,
  MoveClock,
  SandboxSignIn,
  Settle,
  type WireOf,
} from '@understudy/contracts';
import type { Stack } from './stack.js';

/** An event as a person sends it to Google Calendar. */
export type CalendarEvent = Readonly<Record<string, unknown>>;

/** A person of the demo world who calls the product, and their own Google Calendar. */
export interface StoryPerson {
  readonly email: string;
  readonly userId: string;
  readonly token: string;
  /** Calls an endpoint; throws ApiProblem with its code when the product says no. */
  call<E extends AnyEndpoint>(
    endpoint: E,
    input: WireOf<E>,
    options?: { idempotencyKey?: string; ifMatch?: number },
  ): Promise<AnswerOf<E>>;
  /** Google's own answer; `id` is the event's. */
  calendar(method: 'POST' | 'PATCH' | 'DELETE', event: CalendarEvent, id?: string): Promise<{ id: string }>;
}

export interface Story {
  readonly customers: AnswerOf<typeof GetWorld>['tenants'][number]['customers'];
  person(name: string): Promise<StoryPerson>;
  /** Moves the product's clock, doing everything on the way in order. */
  at(instant: string): Promise<void>;
  /** Pushes delivered, one poll, everything done. */
  settle(): Promise<void>;
  sandbox(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** Tells stories on a running product: real processes, real HTTP, the demo world of `harbor`. */
export async function tell(stack: Pick<Stack, 'baseUrl'>): Promise<Story> {
  const send = async (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) => {
    const answer = await fetch(`${stack.baseUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, text: await answer.text() };
  };
  const call = async <E extends AnyEndpoint>(
    token: string | null,
    endpoint: E,
    input: WireOf<E>,
    options = {},
  ): Promise<AnswerOf<E>> => {
    const { method, path, headers, body } = toCall(endpoint, input, options);
    return fromAnswer(
      endpoint,
      await send(method, path, { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) }, body),
    );
  };
  const world = await call(null, GetWorld, {});
  const harbor = world.tenants.find(({ slug }) => slug === 'harbor');
  if (!harbor) throw new Error('the demo world has no tenant "harbor"');

  return {
    customers: harbor.customers,
    person: async (name) => {
      const email = `${name}@harbor.example`;
      const { access_token: token, user_id: userId } = await call(null, SandboxSignIn, { email });
      return {
        email,
        userId,
        token,
        call: (endpoint, input, options) => call(token, endpoint, input, options),
        calendar: async (method, event, id) => {
          const path = `/sandbox/google/calendar/v3/calendars/primary/events${id ? `/${id}` : ''}`;
          const body = method === 'DELETE' ? undefined : JSON.stringify(event);
          const answer = await send(
            method,
            path,
            { authorization: `Bearer person:${email}`, 'content-type': 'application/json' },
            body,
          );
          if (answer.status >= 300) throw new Error(`Google Calendar answered ${answer.status}: ${answer.text}`);
          return answer.text === '' ? { id: id ?? '' } : JSON.parse(answer.text);
        },
      };
    },
    at: async (instant) => void (await call(null, MoveClock, { now: instant })),
    settle: async () => void (await call(null, Settle, {})),
    sandbox: async (method, path, body) => {
      const answer = await send(
        method,
        path,
        body === undefined ? {} : { 'content-type': 'application/json' },
        body === undefined ? undefined : JSON.stringify(body),
      );
      return JSON.parse(answer.text);
    },
  };
}

/** An out-of-office event as Google Calendar's own dialog makes it: whole days, local midnight to midnight. */
export const outOfOffice = (firstOn: string, lastOn: string, timeZone: string): CalendarEvent => ({
  summary: 'Out of office',
  eventType: 'outOfOffice',
  start: { dateTime: `${firstOn}T00:00:00`, timeZone },
  end: { dateTime: `${Temporal.PlainDate.from(lastOn).add({ days: 1 }).toString()}T00:00:00`, timeZone },
  outOfOfficeProperties: { autoDeclineMode: 'declineNone' },
});
