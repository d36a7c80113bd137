import { LogLevel, WebClient } from '@slack/web-api';

const TIMEOUT_MS = 10_000;

/**
 * Slack's own client, for one address only: a call to any other host fails before it leaves, redirects are refused, and nothing is
 * repeated by the library (waiting in the process would hold a job; the queue tries again after what Retry-After says).
 */
export function slackClient(apiUrl: string, token?: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logLevel: LogLevel.ERROR,
    fetch: (url, init) => {
      if (!new URL(url).href.startsWith(apiUrl)) throw new Error(`Slack is not at ${new URL(url).host}`);
      return fetch(url, { ...init, redirect: 'error' } as RequestInit);
    },
  });
}
