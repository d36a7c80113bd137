import type { SandboxClock } from '../clock.js';
import type { ChatChannel } from '../world.js';
import { SlackError } from './errors.js';
import type { SlackEvents } from './events.js';
import { idOf, newId, nextTs } from './ids.js';
import type { Members } from './members.js';
import { requireChannelName } from './rules.js';
import { CHANNEL_TYPE, type ChannelKind, type SlackChannel, type SlackState, type SlackUser } from './state.js';
import type { JsonObject } from './json.js';

/** Channels, direct messages and who is in them. */
export class Channels {
  constructor(
    private readonly state: SlackState,
    private readonly members: Members,
    private readonly clock: SandboxClock,
    private readonly events: SlackEvents,
  ) {
    for (const { id: teamId } of Object.values(state.teams)) this.general(teamId);
  }

  /** Every workspace has #general with everybody in it. */
  general(teamId: string): SlackChannel {
    const known = this.in(teamId).find(({ isGeneral }) => isGeneral);
    if (known) return known;
    const people = this.members.of(teamId).filter(({ isBot }) => !isBot);
    return this.keep(idOf('C', `general ${teamId}`), teamId, 'general', 'public', people[0]?.id ?? '', {
      members: people.map(({ id }) => id),
      isGeneral: true,
    });
  }

  /** One that people had before the app came; nothing happens when there is one of this name. */
  plant({ name, purpose, members: emails }: ChatChannel): void {
    const people = emails.flatMap((email) => this.members.byEmail(email) ?? []);
    const [first] = people;
    if (!first || this.in(first.teamId).some((channel) => channel.name === name)) return;
    requireChannelName(name);
    const own = people.filter(({ teamId }) => teamId === first.teamId).map(({ id }) => id);
    const channel = this.keep(idOf('C', `${first.teamId} ${name}`), first.teamId, name, 'public', first.id, {
      members: own,
    });
    channel.purpose = { value: purpose, creator: first.id, last_set: this.seconds() };
  }

  create(user: SlackUser, name: string, isPrivate: boolean): SlackChannel {
    requireChannelName(name);
    // METHOD conversations.create: "A team (workspace) preference prevents the authenticated user from creating channels."
    if (this.members.team(user.teamId).restrictsChannels) throw new SlackError('restricted_action');
    this.requireFree(user.teamId, name);
    return this.keep(newId('C'), user.teamId, name, isPrivate ? 'private' : 'public', user.id, { members: [user.id] });
  }

  /** "name_taken": also by a private channel nobody sees, and by an archived one. */
  requireFree(teamId: string, name: string): void {
    if (this.in(teamId).some((channel) => channel.name === name)) throw new SlackError('name_taken');
  }

  private keep(
    id: string,
    teamId: string,
    name: string,
    kind: ChannelKind,
    creator: string,
    more: { members: string[]; isGeneral?: boolean },
  ): SlackChannel {
    const nothing = { value: '', creator: '', last_set: 0 };
    return (this.state.channels[id] = {
      id,
      teamId,
      name,
      kind,
      creator,
      created: this.seconds(),
      isArchived: false,
      isGeneral: more.isGeneral ?? false,
      members: more.members,
      topic: nothing,
      purpose: { ...nothing },
      pins: [],
      messages: [],
    });
  }

  /** The direct conversation of exactly these people; made when there is none, unless `prevent`. */
  direct(teamId: string, userIds: readonly string[], prevent = false): SlackChannel | null {
    const members = [...new Set(userIds)].sort();
    const kind = members.length > 2 ? 'mpim' : 'im';
    const id = idOf(kind === 'im' ? 'D' : 'G', `${teamId} ${members.join(' ')}`);
    const known = this.state.channels[id];
    if (known || prevent) return known ?? null;
    const name = kind === 'mpim' ? `mpdm-${members.length}-${id.toLowerCase()}` : '';
    return this.keep(id, teamId, name, kind, members[0] ?? '', { members });
  }

  in(teamId: string): SlackChannel[] {
    return Object.values(this.state.channels).filter((channel) => channel.teamId === teamId);
  }

  /** Public ones, and those the viewer is in: everything else "was invalid", so that nobody learns of it. */
  sees(viewer: SlackUser, channel: SlackChannel): boolean {
    if (channel.teamId !== viewer.teamId) return false;
    return channel.members.includes(viewer.id) || (channel.kind === 'public' && !viewer.isGuest);
  }

  get(viewer: SlackUser, id: string): SlackChannel {
    const channel = Object.hasOwn(this.state.channels, id) ? this.state.channels[id] : undefined;
    if (!channel || !this.sees(viewer, channel)) throw new SlackError('channel_not_found');
    return channel;
  }

  /** For what the Conversations API does with channels only. */
  getChannel(viewer: SlackUser, id: string): SlackChannel {
    const channel = this.get(viewer, id);
    if (channel.kind === 'im' || channel.kind === 'mpim') throw new SlackError('method_not_supported_for_channel_type');
    return channel;
  }

  requireMember(user: SlackUser, channel: SlackChannel): void {
    if (!channel.members.includes(user.id)) throw new SlackError('not_in_channel');
  }

  requireOpen(channel: SlackChannel): void {
    if (channel.isArchived) throw new SlackError('is_archived');
  }

  join(channel: SlackChannel, user: SlackUser, inviter: SlackUser | null): void {
    channel.members.push(user.id);
    this.events.about(channel, {
      type: 'member_joined_channel',
      user: user.id,
      channel: channel.id,
      channel_type: LETTER[channel.kind],
      team: channel.teamId,
      ...(inviter && { inviter: inviter.id }),
      event_ts: this.stamp(),
    });
    this.note(channel, user, 'channel_join', 'has joined the channel', inviter ? { inviter: inviter.id } : {});
  }

  leave(channel: SlackChannel, user: SlackUser): void {
    const event = {
      type: 'member_left_channel',
      user: user.id,
      channel: channel.id,
      channel_type: LETTER[channel.kind],
      team: channel.teamId,
      event_ts: this.stamp(),
    };
    // Told before it is gone: who is put out of a private channel hears that as the last thing.
    this.events.about(channel, event);
    this.note(channel, user, 'channel_leave', 'has left the channel');
    channel.members = channel.members.filter((id) => id !== user.id);
  }

  /** The topic or the description, as everybody in the channel is told. */
  describe(channel: SlackChannel, user: SlackUser, field: 'topic' | 'purpose', value: string): void {
    channel[field] = { value, creator: user.id, last_set: this.seconds() };
    const what = field === 'topic' ? 'topic' : 'description';
    this.note(channel, user, `channel_${field}`, `set the channel ${what}: ${value}`, { [field]: value });
  }

  /**
   * What Slack itself says in a channel when something about it changes: a message with a subtype, which reaches apps like any other
   * (https://docs.slack.dev/reference/events/message, subtypes).
   */
  private note(channel: SlackChannel, user: SlackUser, subtype: string, words: string, more: JsonObject = {}): void {
    const ts = nextTs(this.state, this.clock);
    this.events.message(channel, {
      type: 'message',
      subtype,
      team: channel.teamId,
      user: user.id,
      channel: channel.id,
      channel_type: CHANNEL_TYPE[channel.kind],
      text: `<@${user.id}> ${words}`,
      ...more,
      ts,
      event_ts: ts,
    });
  }

  setArchived(channel: SlackChannel, user: SlackUser, isArchived: boolean): void {
    channel.isArchived = isArchived;
    const what = isArchived ? 'archive' : 'unarchive';
    const type = channel.kind === 'private' ? `group_${what}` : `channel_${what}`;
    this.events.about(channel, { type, channel: channel.id, user: user.id, is_moved: 0, event_ts: this.stamp() });
    this.note(channel, user, `channel_${what}`, `${what}d the channel`);
  }

  rename(channel: SlackChannel, user: SlackUser, name: string): void {
    const { name: old_name } = channel;
    channel.name = name;
    const type = channel.kind === 'private' ? 'group_rename' : 'channel_rename';
    const { id, created } = channel;
    this.events.about(channel, { type, channel: { id, name, created }, event_ts: this.stamp() });
    this.note(channel, user, 'channel_name', `has renamed the channel from "${old_name}" to "${name}"`, {
      name,
      old_name,
    });
  }

  wire(channel: SlackChannel, viewer: SlackUser): JsonObject {
    const { id, name, kind, created, creator, isArchived, isGeneral, members } = channel;
    const common = { id, created, is_archived: isArchived, is_im: kind === 'im', is_org_shared: false };
    if (kind === 'im')
      return { ...common, user: members.find((one) => one !== viewer.id) ?? viewer.id, is_user_deleted: false };
    return {
      ...common,
      name,
      name_normalized: name,
      creator,
      is_channel: kind === 'public',
      is_group: kind === 'private',
      is_mpim: kind === 'mpim',
      is_private: kind !== 'public',
      is_general: isGeneral,
      is_member: members.includes(viewer.id),
      is_shared: false,
      is_ext_shared: false,
      is_pending_ext_shared: false,
      unlinked: 0,
      context_team_id: channel.teamId,
      topic: channel.topic,
      purpose: channel.purpose,
      previous_names: [],
    };
  }

  seconds(): number {
    return Math.floor(this.clock.now().epochMilliseconds / 1000);
  }

  private stamp(): string {
    return `${this.seconds()}.000000`;
  }
}

/** https://docs.slack.dev/reference/events/member_joined_channel: "C typically represents a public channel and G represents a private one". */
const LETTER = { public: 'C', private: 'G', im: 'D', mpim: 'G' } as const satisfies Record<ChannelKind, string>;
