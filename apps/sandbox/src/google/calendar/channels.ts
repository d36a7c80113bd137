import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../clock.js';
import { GoogleError, invalid, notFound } from '../errors.js';
import type { JsonObject, Query } from '../strict.js';
import { list } from './rules.js';
import type { Calendar, CalendarState, Channel } from './state.js';

/** PUSH is https://developers.google.com/workspace/calendar/api/guides/push. */
const DEFAULT_LIFE_SECONDS = 604_800;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Watch channels and their push messages: no body, only headers; in order per channel; lost when nobody answers. */
export class Channels {
  private readonly pending = new Set<Promise<void>>();
  private readonly queues = new Map<string, Promise<void>>();

  constructor(
    private readonly state: CalendarState,
    private readonly clock: SandboxClock,
    private readonly isPushOff: () => boolean,
    private readonly post: typeof fetch = fetch,
  ) {}

  watch(calendar: Calendar, viewer: string, query: Query, body: JsonObject): JsonObject {
    const { id, type, address, token, params, expiration } = body;
    // PUSH, required properties: an id, a type "web_hook" and an address.
    if (typeof id !== 'string' || !id) throw new GoogleError(400, 'required', 'Required: id');
    if (!/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id))
      throw new GoogleError(
        400,
        'channelIdInvalid',
        'Channel id is not valid: at most 64 characters of A-Z, a-z, 0-9, - _ + / =.',
      );
    if (type !== 'web_hook' && type !== 'webhook') throw new GoogleError(400, 'invalid', 'Unknown channel type');
    if (token !== undefined && String(token).length > 256)
      throw invalid('Channel token is longer than 256 characters.');
    if (this.state.channels[id]) throw new GoogleError(400, 'channelIdNotUnique', 'Channel id not unique');
    const resourceUri = `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`;
    const channel: Channel = {
      id,
      calendarId: calendar.id,
      viewer,
      address: webhook(address),
      ...(typeof token === 'string' && { token }),
      resourceId: createHash('sha256').update(`${viewer} ${calendar.id}`).digest('base64url').slice(0, 27),
      resourceUri,
      expiration: this.expiration(expiration, params),
      messages: 0,
      eventTypes: list(query.eventTypes),
    };
    this.state.channels[id] = channel;
    this.send(channel, 'sync');
    return {
      kind: 'api#channel',
      id,
      resourceId: channel.resourceId,
      resourceUri,
      ...(channel.token && { token: channel.token }),
      expiration: String(channel.expiration),
    };
  }

  /** channels.stop needs the id and the resource id of a channel of the same person. */
  stop(viewer: string, { id, resourceId }: JsonObject): void {
    const channel = this.state.channels[String(id)];
    if (!channel || channel.viewer !== viewer || channel.resourceId !== resourceId) {
      throw notFound(`Channel '${String(id)}' not found for project.`);
    }
    delete this.state.channels[channel.id];
  }

  /** Tells every channel that watches one of the calendars; expired channels are dropped, they never renew themselves. */
  changed(calendarIds: ReadonlySet<string>, eventType: string): void {
    for (const channel of Object.values(this.state.channels)) {
      if (channel.expiration <= this.clock.now().epochMilliseconds) delete this.state.channels[channel.id];
      else if (
        calendarIds.has(channel.calendarId) &&
        (!channel.eventTypes.length || channel.eventTypes.includes(eventType))
      ) {
        this.send(channel, 'exists');
      }
    }
  }

  /** Resolves when no push is under way any more. */
  async settle(): Promise<void> {
    while (this.pending.size) await Promise.all(this.pending);
  }

  private expiration(asked: JsonObject[string] | undefined, params: JsonObject[string] | undefined): number {
    const now = this.clock.now().epochMilliseconds;
    const ttl = typeof params === 'object' && params !== null && !Array.isArray(params) ? params.ttl : undefined;
    if (ttl !== undefined && !/^[1-9]\d{0,8}$/.test(String(ttl))) throw invalid('Invalid ttl.');
    const longest = now + Number(ttl ?? DEFAULT_LIFE_SECONDS) * 1000;
    if (asked === undefined || asked === null) return longest;
    if (!/^\d+$/.test(String(asked)) || Number(asked) <= now)
      throw invalid('Invalid channel expiration: it must be in the future.');
    return Math.min(Number(asked), longest);
  }

  private send(channel: Channel, resourceState: 'sync' | 'exists'): void {
    if (this.isPushOff()) return;
    channel.messages += 1;
    const headers = {
      'content-length': '0',
      'x-goog-channel-id': channel.id,
      ...(channel.token && { 'x-goog-channel-token': channel.token }),
      'x-goog-channel-expiration': new Date(channel.expiration).toUTCString(),
      'x-goog-resource-id': channel.resourceId,
      'x-goog-resource-uri': channel.resourceUri,
      'x-goog-resource-state': resourceState,
      'x-goog-message-number': String(channel.messages),
    };
    const sent = (this.queues.get(channel.id) ?? Promise.resolve()).then(() => this.deliver(channel.address, headers));
    this.queues.set(channel.id, sent);
    this.pending.add(sent);
    void sent.finally(() => {
      this.pending.delete(sent);
      if (this.queues.get(channel.id) === sent) this.queues.delete(channel.id);
    });
  }

  /** PUSH: 500, 502, 503 and 504 are tried again with growing pauses; anything else but 2xx is a failure that is dropped. */
  private async deliver(address: string, headers: Record<string, string>): Promise<void> {
    for (const pause of [100, 400, 0]) {
      const status = await this.post(address, {
        method: 'POST',
        headers,
        signal: AbortSignal.timeout(10_000),
        redirect: 'error',
      }).then(
        (response) => response.body?.cancel().then(() => response.status) ?? response.status,
        () => 503,
      );
      if (![500, 502, 503, 504].includes(status) || !pause) return;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** PUSH: the address must be HTTPS with a valid certificate. The sandbox runs on one machine, so plain http to loopback is let through. */
function webhook(address: JsonObject[string] | undefined): string {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null;
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname)))) {
    throw new GoogleError(400, 'webhookUrlNotHttps', 'WebHook callback must be HTTPS: ' + String(address));
  }
  // The sandbox never calls out to other machines.
  if (!LOOPBACK.has(url.hostname))
    throw new GoogleError(401, 'webhookUrlUnauthorized', `Unauthorized WebHook callback channel: ${String(address)}`);
  return url.href;
}
