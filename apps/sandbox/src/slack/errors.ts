import type { JsonObject } from './json.js';

/**
 * A refusal of the Web API: HTTP 200 with `{ok: false, error}`, as Slack answers (SDK: "Slack's Web API doesn't use meaningful status codes
 * besides 429 and 200"). Another status only where it says so.
 */
export class SlackError extends Error {
  constructor(
    readonly code: string,
    readonly more: JsonObject = {},
    readonly http: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code);
    this.name = 'SlackError';
  }

  body(): JsonObject {
    return { ok: false, error: this.code, ...this.more };
  }
}

/** `invalid_arguments`, with a line for each problem where the vendor puts them. */
export const invalidArguments = (messages: readonly string[]): SlackError =>
  new SlackError('invalid_arguments', { response_metadata: { messages: messages.map((one) => `[ERROR] ${one}`) } });
