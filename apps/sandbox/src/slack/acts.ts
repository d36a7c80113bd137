import { findElement } from './blocks.js';
import { ActError, held } from './elements.js';
import { showAnswer, sayFailed } from './answers.js';
import type { Delivered } from './delivery.js';
import { around, common, responseUrl } from './payloads.js';
import type { SlackParts } from './parts.js';
import { slackContract } from './contract.js';
import type { SlackChannel, SlackMessage, SlackUser, StoredView } from './state.js';
import { problemsOf } from './strict.js';
import { blocksOf } from './views.js';
import type { Json, JsonObject } from './json.js';

/** What is clicked: a message by channel and ts, or a view. */
export interface Where {
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly view_id?: string | undefined;
}
type Place =
  | {
      readonly kind: 'message';
      readonly channel: SlackChannel;
      readonly message: SlackMessage;
      readonly blocks: JsonObject[];
    }
  | { readonly kind: 'view'; readonly view: StoredView; readonly blocks: JsonObject[] };

/** What a person does with the mouse in Slack, and the requests that follow from it. */
export class Acts {
  constructor(private readonly parts: SlackParts) {}

  async command(user: SlackUser, command: string, words: string, channelId?: string): Promise<Delivered> {
    const { state, members, views, delivery } = this.parts;
    const channel = this.channelOf(user, channelId);
    const { id, domain } = members.team(user.teamId);
    const answer = await delivery.ask('commands', {
      token: state.app.verificationToken,
      team_id: id,
      team_domain: domain.split('.')[0] ?? '',
      channel_id: channel.id,
      channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
      user_id: user.id,
      user_name: user.email.split('@')[0] ?? '',
      command,
      text: words,
      api_app_id: state.app.id,
      is_enterprise_install: 'false',
      response_url: responseUrl(this.parts, user, channel, null),
      trigger_id: views.newTrigger(user),
    });
    if (answer.status === 200) showAnswer(this.parts, user, channel, null, answer.body);
    else sayFailed(this.parts, user, channel, command, answer);
    return answer;
  }

  /** A button, a menu, a date: anything with an action_id. */
  async click(user: SlackUser, where: Where, actionId: string, value?: Json): Promise<Delivered> {
    const place = this.place(user, where);
    const { block, element } = this.element(place, actionId);
    const action = {
      action_id: actionId,
      block_id: block.block_id ?? '',
      ...held(element, value),
      ...(element.text !== undefined && { text: element.text }),
      action_ts: this.now(),
    };
    const payload = {
      type: 'block_actions',
      ...common(this.parts, user),
      trigger_id: this.parts.views.newTrigger(user),
      ...this.surroundings(user, place),
      state: { values: {} },
      actions: [action],
    };
    return this.interact(payload);
  }

  /** A global shortcut, or with a message one of its menu. */
  async shortcut(user: SlackUser, callbackId: string, { channel, ts }: Where): Promise<Delivered> {
    const trigger_id = this.parts.views.newTrigger(user);
    const shared = { ...common(this.parts, user), callback_id: callbackId, trigger_id, action_ts: this.now() };
    if (channel === undefined || ts === undefined) return this.interact({ type: 'shortcut', ...shared });
    const place = this.place(user, { channel, ts });
    return this.interact({ type: 'message_action', ...shared, message_ts: ts, ...this.surroundings(user, place) });
  }

  /** What a typeahead offers for these letters; answers that Slack would not show are problems here. */
  async suggest(user: SlackUser, where: Where, actionId: string, value: string): Promise<JsonObject> {
    const place = this.place(user, where);
    const { block } = this.element(place, actionId);
    const answer = await this.interact({
      type: 'block_suggestion',
      ...common(this.parts, user),
      ...this.surroundings(user, place),
      action_id: actionId,
      block_id: block.block_id ?? '',
      value,
    });
    const offered = answer.status === 200 ? (JSON.parse(answer.body || '{}') as Json) : {};
    const problems = problemsOf({ ref: 'StaticSelect' }, { type: 'static_select', ...(offered as JsonObject) }, '');
    if (!slackContract.types.StaticSelect) throw new Error('The Slack contract has no StaticSelect.');
    if (problems.length > 0) throw new ActError(`Slack shows no results: ${problems.join(' ')}`);
    return offered as JsonObject;
  }

  /** The app's home tab comes to the front (https://docs.slack.dev/reference/events/app_home_opened). */
  async openHome(user: SlackUser): Promise<void> {
    const { views, members, channels, events, delivery } = this.parts;
    const home = views.home(user.id);
    const direct = channels.direct(user.teamId, [user.id, members.bot(user.teamId).id]);
    events.inTeam(user.teamId, [
      {
        type: 'app_home_opened',
        user: user.id,
        channel: direct?.id ?? '',
        tab: 'home',
        event_ts: this.now(),
        ...(home && { view: views.wire(home) }),
      },
    ]);
    await delivery.settle();
  }

  interact(payload: JsonObject): Promise<Delivered> {
    return this.parts.delivery.ask('interactions', { payload: JSON.stringify(payload) });
  }

  private channelOf(user: SlackUser, id: string | undefined): SlackChannel {
    const { channels } = this.parts;
    return id === undefined ? channels.general(user.teamId) : channels.get(user, id);
  }

  private place(user: SlackUser, { channel: channelId, ts, view_id }: Where): Place {
    const { channels, messages, views } = this.parts;
    if (view_id !== undefined) {
      const view = views.find(view_id);
      if (!view || view.userId !== user.id) throw new ActError('This person has no such view open.');
      return { kind: 'view', view, blocks: blocksOf(view.view) };
    }
    if (channelId === undefined || ts === undefined) throw new ActError('Say "channel" and "ts", or "view_id".');
    const channel = channels.get(user, channelId);
    const message = messages.get(channel, ts);
    if (message.onlyFor !== undefined && message.onlyFor !== user.id)
      throw new ActError('Only somebody else sees this message.');
    return { kind: 'message', channel, message, blocks: message.blocks ?? [] };
  }

  private element(place: Place, actionId: string) {
    const found = findElement(place.blocks, actionId);
    if (!found) throw new ActError(`There is nothing with the action_id "${actionId}" here.`);
    return found;
  }

  private surroundings(user: SlackUser, place: Place): JsonObject {
    if (place.kind === 'message') return around(this.parts, user, place.channel, place.message);
    const { view } = place;
    return { container: { type: 'view', view_id: view.id }, view: this.parts.views.wire(view) };
  }

  private now(): string {
    return `${Math.floor(this.parts.clock.now().epochMilliseconds / 1000)}.000000`;
  }
}
