import type { SandboxClock } from '../clock.js';
import { problemsOfBlocks, withBlockIds } from './blocks.js';
import { invalidArguments, SlackError } from './errors.js';
import { newId } from './ids.js';
import { STACK_MAX, TRIGGER_MILLISECONDS, VIEW_BYTES_MAX } from './rules.js';
import type { SlackState, SlackUser, StoredView } from './state.js';
import { digits } from './state.js';
import { isObject, type Json, type JsonObject } from './json.js';

const VIEW_BLOCKS_MAX = 100;

/** Modals that are open, a stack for each person, and home tabs. Triggers, which open them, are machine time. */
export class Views {
  constructor(
    private readonly state: SlackState,
    private readonly clock: SandboxClock,
  ) {}

  /** Goes out with what a person does, and may be exchanged for one view within three seconds. */
  newTrigger(user: SlackUser): string {
    const id = `${digits(10)}.${digits(10)}.${newId('').toLowerCase()}`;
    const now = this.clock.machine().epochMilliseconds;
    for (const [old, { expires }] of Object.entries(this.state.triggers))
      if (expires + 60_000 < now) delete this.state.triggers[old];
    this.state.triggers[id] = {
      teamId: user.teamId,
      userId: user.id,
      expires: now + TRIGGER_MILLISECONDS,
      isUsed: false,
    };
    return id;
  }

  /** METHOD views.open: invalid_trigger_id, exchanged_trigger_id, expired_trigger_id. Answers whose it is. */
  private exchange(teamId: string, id: string): string {
    const trigger = Object.hasOwn(this.state.triggers, id) ? this.state.triggers[id] : undefined;
    if (!trigger || trigger.teamId !== teamId) throw new SlackError('invalid_trigger_id');
    if (trigger.isUsed) throw new SlackError('exchanged_trigger_id');
    if (trigger.expires <= this.clock.machine().epochMilliseconds) throw new SlackError('expired_trigger_id');
    trigger.isUsed = true;
    return trigger.userId;
  }

  open(teamId: string, triggerId: string, view: JsonObject): StoredView {
    this.requireView(teamId, view, 'modal');
    const userId = this.exchange(teamId, triggerId);
    this.close(userId);
    return this.put(teamId, userId, view, null);
  }

  push(teamId: string, triggerId: string, view: JsonObject): StoredView {
    this.requireView(teamId, view, 'modal');
    const userId = this.exchange(teamId, triggerId);
    return this.pushFor(teamId, userId, view);
  }

  /** Also how a submission answers `response_action: push`. */
  pushFor(teamId: string, userId: string, view: JsonObject): StoredView {
    const top = this.top(userId);
    if (!top) throw new SlackError('not_found');
    if (this.stack(userId).length >= STACK_MAX) throw new SlackError('push_limit_reached');
    return this.put(teamId, userId, view, top);
  }

  private put(teamId: string, userId: string, view: JsonObject, below: StoredView | null): StoredView {
    const id = newId('V');
    const stored: StoredView = {
      id,
      teamId,
      userId,
      type: 'modal',
      view: withIds(view),
      hash: this.newHash(),
      rootId: below?.rootId ?? id,
      previousId: below?.id ?? null,
    };
    this.state.views[id] = stored;
    this.state.stacks[userId] = [...this.stack(userId).map((one) => one.id), id];
    return stored;
  }

  /** By `view_id` or `external_id`. A view that is closed "doesn't exist". */
  update(teamId: string, key: { id?: string; externalId?: string }, view: JsonObject, hash: string): StoredView {
    const stored = Object.values(this.state.views).find(
      (one) =>
        one.teamId === teamId &&
        (key.id ? one.id === key.id : one.view.external_id === key.externalId && key.externalId),
    );
    if (!stored) throw new SlackError('not_found');
    this.requireView(teamId, view, stored.type, stored.id);
    this.requireHash(stored, hash);
    return this.replace(stored, view);
  }

  replace(stored: StoredView, view: JsonObject): StoredView {
    stored.view = withIds(view);
    stored.hash = this.newHash();
    return stored;
  }

  publish(user: SlackUser, view: JsonObject, hash: string): StoredView {
    const known = this.home(user.id);
    this.requireView(user.teamId, view, 'home', known?.id);
    if (known) {
      this.requireHash(known, hash);
      return this.replace(known, view);
    }
    const id = newId('V');
    return (this.state.views[id] = {
      id,
      teamId: user.teamId,
      userId: user.id,
      type: 'home',
      view: withIds(view),
      hash: this.newHash(),
      rootId: id,
      previousId: null,
    });
  }

  /** METHOD views.update: "hash_conflict: the provided hash doesn't match the current stored value." */
  private requireHash(stored: StoredView, hash: string): void {
    if (hash && stored.hash !== hash) throw new SlackError('hash_conflict');
  }

  /** Throws what METHOD views.open says of a view that is not one of this kind. */
  requireView(teamId: string, view: JsonObject, type: 'modal' | 'home', ownId?: string): void {
    const blocks = blocksOf(view);
    const problems = problemsOfBlocks(blocks, VIEW_BLOCKS_MAX);
    if (view.type !== type) problems.push(`must be of type ${type} [json-pointer:/view/type]`);
    // ModalView.submit: "submit is required when an input block is within the blocks array."
    if (type === 'modal' && !view.submit && blocks.some((block) => block.type === 'input'))
      problems.push('missing required field: submit [json-pointer:/view]');
    if (problems.length > 0) throw invalidArguments(problems);
    if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES_MAX) throw new SlackError('view_too_large');
    const external = view.external_id;
    if (typeof external === 'string' && external) {
      const others = Object.values(this.state.views).filter((one) => one.teamId === teamId && one.id !== ownId);
      if (others.some((one) => one.view.external_id === external)) throw new SlackError('duplicate_external_id');
    }
  }

  find(id: string): StoredView | null {
    return Object.hasOwn(this.state.views, id) ? (this.state.views[id] ?? null) : null;
  }

  home(userId: string): StoredView | null {
    return Object.values(this.state.views).find((one) => one.userId === userId && one.type === 'home') ?? null;
  }

  stack(userId: string): StoredView[] {
    return (this.state.stacks[userId] ?? []).flatMap((id) => this.find(id) ?? []);
  }

  top(userId: string): StoredView | null {
    return this.stack(userId).at(-1) ?? null;
  }

  /** The top one, or with `all` every one. */
  close(userId: string, all = true): void {
    const stack = this.stack(userId);
    const gone = all ? stack : stack.slice(-1);
    for (const { id } of gone) delete this.state.views[id];
    this.state.stacks[userId] = stack.slice(0, stack.length - gone.length).map(({ id }) => id);
  }

  wire(stored: StoredView, values: Json = {}): JsonObject {
    return {
      ...stored.view,
      id: stored.id,
      team_id: stored.teamId,
      app_id: this.state.app.id,
      app_installed_team_id: stored.teamId,
      bot_id: `B${stored.teamId.slice(1)}`,
      callback_id: stored.view.callback_id ?? '',
      external_id: stored.view.external_id ?? '',
      private_metadata: stored.view.private_metadata ?? '',
      hash: stored.hash,
      state: { values },
      root_view_id: stored.rootId,
      previous_view_id: stored.previousId,
    };
  }

  private newHash(): string {
    return `${Math.floor(this.clock.machine().epochMilliseconds / 1000)}.${newId('').toLowerCase()}`;
  }
}

export const blocksOf = (view: JsonObject): JsonObject[] =>
  (Array.isArray(view.blocks) ? view.blocks : []).filter(isObject);
const withIds = (view: JsonObject): JsonObject => ({ ...view, blocks: withBlockIds(blocksOf(view)) });
