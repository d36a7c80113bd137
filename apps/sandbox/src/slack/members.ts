import type { SandboxClock } from '../clock.js';
import type { People } from '../people.js';
import { SlackError } from './errors.js';
import type { SlackEvents } from './events.js';
import { idOf } from './ids.js';
import { STATUS_TEXT_MAX } from './rules.js';
import type { SlackState, SlackTeam, SlackUser } from './state.js';
import type { JsonObject } from './json.js';

/** Workspaces and who is in them: one for each organisation of the demo world, told apart by the domain of its mail addresses. */
export class Members {
  constructor(
    private readonly state: SlackState,
    people: People,
    private readonly clock: SandboxClock,
    private readonly events: SlackEvents,
  ) {
    for (const { email, name, title, timeZone, organisation } of people.all)
      if (!this.byEmail(email)) this.add(email, { name, title, timeZone, organisation });
  }

  /** A new account, and the workspace when it is its first. */
  add(
    email: string,
    { name, title, timeZone, organisation }: { name: string; title: string; timeZone: string; organisation?: string },
  ): SlackUser {
    const address = email.toLowerCase();
    const domain = address.split('@')[1] ?? address;
    const teamId = idOf('T', domain);
    this.state.teams[teamId] ??= { id: teamId, name: organisation ?? domain, domain, restrictsChannels: false };
    const user = this.keep({ id: idOf('U', address), teamId, email: address, name, title, timeZone, isBot: false });
    const general = Object.values(this.state.channels).find((one) => one.teamId === teamId && one.isGeneral);
    if (general) general.members.push(user.id);
    return user;
  }

  /** The app's own account there. */
  bot(teamId: string): SlackUser {
    const id = idOf('U', `bot ${teamId}`);
    return (
      this.state.users[id] ??
      this.keep({ id, teamId, email: '', name: 'Understudy', title: '', timeZone: 'UTC', isBot: true })
    );
  }

  private keep(user: Omit<SlackUser, 'isGuest' | 'isDeactivated' | 'status' | 'updated'>): SlackUser {
    return (this.state.users[user.id] = {
      ...user,
      isGuest: false,
      isDeactivated: false,
      status: { text: '', emoji: '', expiration: 0 },
      updated: this.seconds(),
    });
  }

  team(id: string): SlackTeam {
    const team = this.state.teams[id];
    if (!team) throw new SlackError('team_not_found');
    return team;
  }

  teams(): SlackTeam[] {
    return Object.values(this.state.teams);
  }

  teamOfDomain(domain: string): SlackTeam | null {
    return this.state.teams[idOf('T', domain.toLowerCase())] ?? null;
  }

  byEmail(email: string): SlackUser | null {
    return this.state.users[idOf('U', email.toLowerCase())] ?? null;
  }

  /** Somebody of this workspace; people of others are not there. */
  find(teamId: string, id: string): SlackUser | null {
    const user = Object.hasOwn(this.state.users, id) ? this.state.users[id] : undefined;
    return user?.teamId === teamId ? user : null;
  }

  get(teamId: string, id: string, code = 'user_not_found'): SlackUser {
    const user = this.find(teamId, id);
    if (!user) throw new SlackError(code);
    return user;
  }

  of(teamId: string): SlackUser[] {
    return Object.values(this.state.users).filter((user) => user.teamId === teamId);
  }

  /**
   * users.profile.set for the status. `user_change` and `user_status_changed` are "dispatched at the exact same time"
   * (https://docs.slack.dev/reference/events/user_status_changed).
   */
  setStatus(user: SlackUser, status: SlackUser['status']): void {
    if ([...status.text].length > STATUS_TEXT_MAX) throw new SlackError('too_long');
    const emoji = status.text && !status.emoji ? ':speech_balloon:' : status.emoji;
    user.status = { ...status, emoji };
    this.changed(user, ['user_change', 'user_status_changed']);
  }

  /** Name, title, zone, guest, deactivated: what the person or an admin changes. */
  change(user: SlackUser, fields: Partial<Omit<SlackUser, 'id' | 'teamId' | 'email' | 'status' | 'isBot'>>): void {
    Object.assign(user, fields);
    this.changed(user, ['user_change', 'user_profile_changed']);
  }

  /** Statuses end by themselves: "status_expiration [...] the time at which the status will expire" (users.profile.set). */
  expireStatuses(): void {
    for (const user of Object.values(this.state.users))
      if (user.status.expiration > 0 && user.status.expiration <= this.seconds())
        this.setStatus(user, { text: '', emoji: '', expiration: 0 });
  }

  private changed(user: SlackUser, types: readonly string[]): void {
    user.updated = this.seconds();
    const at = this.seconds();
    const stamp = `${at}.${String(this.clock.machine().epochMilliseconds % 1_000_000).padStart(6, '0')}`;
    const wire = this.wire(user, this.mayShowEmail(user.teamId));
    this.events.inTeam(
      user.teamId,
      types.map((type) => ({ type, user: wire, cache_ts: at, event_ts: stamp })),
      'users:read',
    );
  }

  private mayShowEmail(teamId: string): boolean {
    return Object.values(this.state.tokens).some(
      (token) => token.teamId === teamId && token.state === 'active' && token.scopes.includes('users:read.email'),
    );
  }

  private seconds(): number {
    return Math.floor(this.clock.now().epochMilliseconds / 1000);
  }

  /** The address only with users:read.email (https://docs.slack.dev/reference/scopes/users.read.email). */
  wire(user: SlackUser, withEmail: boolean): JsonObject {
    const [first = '', ...rest] = user.name.split(' ');
    const now = this.clock.now().toZonedDateTimeISO(user.timeZone);
    return {
      id: user.id,
      team_id: user.teamId,
      name: user.isBot ? 'understudy' : (user.email.split('@')[0] ?? ''),
      deleted: user.isDeactivated,
      color: '4bbe2e',
      real_name: user.name,
      tz: user.timeZone,
      tz_label: user.timeZone,
      tz_offset: Math.round(now.offsetNanoseconds / 1e9),
      profile: {
        ...this.profile(user),
        first_name: first,
        last_name: rest.join(' '),
        team: user.teamId,
        ...(withEmail && !user.isBot && { email: user.email }),
      },
      is_admin: false,
      is_owner: false,
      is_primary_owner: false,
      is_restricted: user.isGuest,
      is_ultra_restricted: false,
      is_bot: user.isBot,
      is_app_user: false,
      is_email_confirmed: true,
      updated: user.updated,
    };
  }

  profile(user: SlackUser): JsonObject {
    return {
      title: user.title,
      phone: '',
      skype: '',
      real_name: user.name,
      real_name_normalized: user.name,
      display_name: user.name,
      display_name_normalized: user.name,
      fields: {},
      status_text: user.status.text,
      status_emoji: user.status.emoji,
      status_emoji_display_info: [],
      status_expiration: user.status.expiration,
      avatar_hash: '',
    };
  }
}
