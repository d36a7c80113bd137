import type { SandboxClock } from '../clock.js';
import type { Delivery } from './delivery.js';
import { newId } from './ids.js';
import { HISTORY } from './rules.js';
import type { SlackChannel, SlackState } from './state.js';
import type { JsonObject } from './json.js';

const READ_SCOPE = { public: 'channels:read', private: 'groups:read', im: 'im:read', mpim: 'mpim:read' } as const;

const MESSAGE_KIND: Readonly<Record<string, string | undefined>> = {
  channel: 'channels',
  group: 'groups',
  im: 'im',
  mpim: 'mpim',
};

/** The Events API: what happens in a workspace reaches the app that is installed there, if its scopes let it know. */
export class SlackEvents {
  constructor(
    private readonly state: SlackState,
    private readonly delivery: Delivery,
    private readonly clock: SandboxClock,
  ) {}

  /** Whether the app may read what is said there: a scope for that kind of conversation, and its bot a member. */
  hears(channel: SlackChannel): boolean {
    const token = this.tokenOf(channel.teamId);
    return (
      token !== undefined &&
      channel.members.includes(token.botUserId) &&
      HISTORY[channel.kind].some((scope) => token.scopes.includes(scope))
    );
  }

  message(channel: SlackChannel, event: JsonObject): void {
    if (this.hears(channel)) this.send(channel.teamId, [event]);
  }

  /** Something about a conversation rather than said in it. */
  about(channel: SlackChannel, event: JsonObject): void {
    const token = this.tokenOf(channel.teamId);
    const isVisible = channel.kind === 'public' || channel.members.includes(token?.botUserId ?? '');
    if (isVisible && token?.scopes.includes(READ_SCOPE[channel.kind])) this.send(channel.teamId, [event]);
  }

  /** Several events of one moment. `scope`: what the app needs to be told, if anything. */
  inTeam(teamId: string, events: readonly JsonObject[], scope?: string): void {
    const token = this.tokenOf(teamId);
    if (token && (scope === undefined || token.scopes.includes(scope))) this.send(teamId, events);
  }

  /** After the app lost its token there is nobody installed any more, and it is told all the same. */
  farewell(teamId: string, botUserId: string, events: readonly JsonObject[]): void {
    this.deliver(teamId, botUserId, events);
  }

  private tokenOf(teamId: string) {
    return Object.values(this.state.tokens).find((token) => token.teamId === teamId && token.state === 'active');
  }

  private send(teamId: string, events: readonly JsonObject[]): void {
    const botUserId = this.tokenOf(teamId)?.botUserId ?? '';
    this.deliver(teamId, botUserId, events);
  }

  private deliver(teamId: string, botUserId: string, events: readonly JsonObject[]): void {
    const wanted = events.filter((event) => this.isSubscribed(event));
    if (wanted.length > 0) this.delivery.tell(wanted.map((event) => this.envelope(teamId, botUserId, event)));
  }

  /** Messages are subscribed to by the kind of conversation: `message.channels`, `message.groups`, `message.im`, `message.mpim`. */
  private isSubscribed({ type, channel_type }: JsonObject): boolean {
    const { botEvents } = this.state.app;
    const kind = MESSAGE_KIND[String(channel_type)];
    return botEvents === null || botEvents.includes(type === 'message' && kind ? `message.${kind}` : String(type));
  }

  /** https://docs.slack.dev/apis/events-api, "Callback field overview". */
  private envelope(teamId: string, botUserId: string, event: JsonObject): JsonObject {
    return {
      token: this.state.app.verificationToken,
      team_id: teamId,
      api_app_id: this.state.app.id,
      event,
      type: 'event_callback',
      event_id: newId('Ev'),
      event_time: Math.floor(this.clock.now().epochMilliseconds / 1000),
      event_context: `4-${newId('')}`,
      is_ext_shared_channel: false,
      authorizations: [
        { enterprise_id: null, team_id: teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false },
      ],
    };
  }
}
