import { GasError } from './card-service.js';
import type { CalendarMethod, RunInput } from './protocol.js';
import { type Needs, service } from './service.js';
import type { Send } from './url-fetch.js';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * The advanced service `Calendar`: the Calendar API with the person's own token, for the methods that are known here. It goes to the stand-in Google,
 * which holds the query against Google's typings. There only when the manifest switches it on.
 */
export function calendarService(
  input: RunInput,
  needs: Needs,
  send: Send,
  fromJson: (text: string) => unknown,
): object {
  const call = (name: 'list' | 'get', pathParts: Readonly<Record<string, unknown>>, options: unknown): unknown => {
    const method = input.google.calendar[name];
    needs(method.id, ...method.scopes);
    const path = method.path.replace(/\{(\w+)\}/g, (_, part: string) => {
      const value = pathParts[part];
      if (typeof value !== 'string' || value === '') throw new GasError(`Invalid argument: ${part}`);
      return encodeURIComponent(value);
    });
    const answer = send({
      url: `${input.google.url}${path}${queryOf(method, options)}`,
      method: 'GET',
      headers: { authorization: `Bearer ${input.google.token}` },
      body: null,
      followsRedirects: false,
    });
    if ('failed' in answer) throw new GasError(`API call to ${method.id} failed with error: Empty response`);
    if (answer.status >= 400)
      throw new GasError(`API call to ${method.id} failed with error: ${reasonOf(answer.text)}`);
    return fromJson(answer.text);
  };
  return service('Calendar', {
    Events: service('Calendar.Events', {
      list: (calendarId: unknown, options: unknown = {}) => call('list', { calendarId }, options),
      get: (calendarId: unknown, eventId: unknown, options: unknown = {}) =>
        call('get', { calendarId, eventId }, options),
    }),
  });
}

function queryOf(method: CalendarMethod, options: unknown): string {
  if (typeof options !== 'object' || options === null) throw new GasError('Invalid argument: optionalArgs');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(options as Arguments)) {
    if (value === undefined || value === null) throw new GasError(`${method.id}: ${name} has no value`);
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return search.size > 0 ? `?${search}` : '';
}

function reasonOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } };
    return error?.message ?? text.slice(0, 200);
  } catch {
    return text.slice(0, 200);
  }
}
