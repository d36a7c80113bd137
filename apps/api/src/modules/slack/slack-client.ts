import { LogLevel, WebClient } from '@slack/web-api';

const TIMEOUT_MS = 10_000;

/**
 * Slack's own client, for one address only: a call to any other host fails before it leaves, redirects are refused, and nothing is
 * repeated by the library: waiting in the process would hold a job, and the queue tries again. What is asked before the time that
 * Retry-After gave does not go out at all.
 */
export function slackClient(apiUrl: string, token?: string): WebClient {
  const notBefore = new Map<string, number>();
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logLevel: LogLevel.ERROR,
    fetch: async (url, init) => {
      const { href, host } = new URL(url);
      if (!href.startsWith(apiUrl)) throw new Error(`Slack is not at ${host}`);
      const left = (notBefore.get(href) ?? 0) - performance.now();
      if (left > 0) return tooMany(left / 1000);
      const answer = await fetch(url, { ...init, redirect: 'error' } as RequestInit);
      const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
      if (answer.status === 429 && seconds > 0 && !COUNTED_BY_CHANNEL.has(href.slice(apiUrl.length)))
        notBefore.set(href, performance.now() + seconds * 1000);
      return answer;
    },
  });
}

/** Each channel has a second of its own, so one that is full says nothing about the others: whoever posts keeps to it. */
const COUNTED_BY_CHANNEL = new Set(['chat.postMessage']);

/** What Slack would say again before its time, without asking it. */
const tooMany = (seconds: number): Response =>
  new Response('', { status: 429, headers: { 'retry-after': String(Math.ceil(seconds)) } });
