import type { Acts } from './acts.js';
import type { Delivered } from './delivery.js';
import { ActError, stateOf } from './elements.js';
import { invalidArguments } from './errors.js';
import { common } from './payloads.js';
import type { SlackParts } from './parts.js';
import type { SlackUser, StoredView } from './state.js';
import { problemsOf } from './strict.js';
import { blocksOf } from './views.js';
import { isObject, type Json, type JsonObject } from './json.js';

export interface Submitted {
  readonly status: number | null;
  /** `held-back`: Slack's own client did not send it. `failed`: the app did not take it in time. */
  readonly outcome: 'closed' | 'errors' | 'updated' | 'pushed' | 'held-back' | 'failed';
  /** By block: what the person reads beside the field. */
  readonly errors: JsonObject;
}

/** Submitting and closing modals (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */
export class Submissions {
  constructor(
    private readonly parts: SlackParts,
    private readonly acts: Acts,
  ) {}

  async submit(user: SlackUser, viewId: string | undefined, given: JsonObject): Promise<Submitted> {
    const view = this.open(user, viewId);
    const { values, missing, unknown } = stateOf(blocksOf(view.view), given);
    if (unknown.length > 0) throw new ActError(`The view has no ${unknown.join(', ')}.`);
    if (missing.length > 0) {
      const errors = Object.fromEntries(missing.map((id) => [id, 'Please complete this required field.']));
      return { status: null, outcome: 'held-back', errors };
    }
    const answer = await this.acts.interact({
      type: 'view_submission',
      ...common(this.parts, user),
      trigger_id: this.parts.views.newTrigger(user),
      view: this.parts.views.wire(view, values),
      response_urls: [],
    });
    return this.follow(user, view, answer);
  }

  /** The cross of the top one; all of them when it says `clear_on_close`. */
  async close(user: SlackUser, viewId: string | undefined): Promise<void> {
    const view = this.open(user, viewId);
    const isCleared = view.view.clear_on_close === true;
    const payload = {
      type: 'view_closed',
      ...common(this.parts, user),
      view: this.parts.views.wire(view),
      is_cleared: isCleared,
    };
    this.parts.views.close(user.id, isCleared);
    if (view.view.notify_on_close === true) await this.acts.interact(payload);
  }

  private open(user: SlackUser, viewId: string | undefined): StoredView {
    const view = this.parts.views.top(user.id);
    if (!view || (viewId !== undefined && view.id !== viewId))
      throw new ActError('This person has no such dialog on top.');
    return view;
  }

  private follow(user: SlackUser, view: StoredView, { status, body }: Delivered): Submitted {
    const { views } = this.parts;
    if (status !== 200) return { status, outcome: 'failed', errors: {} };
    const answer = read(body);
    const next = (): JsonObject => {
      const asked = isObject(answer.view) ? answer.view : {};
      const problems = problemsOf({ ref: 'ModalView' }, asked, '/view');
      if (problems.length > 0) throw invalidArguments(problems);
      views.requireView(user.teamId, asked, 'modal', view.id);
      return asked;
    };
    switch (answer.response_action) {
      case undefined:
        views.close(user.id, false);
        return { status, outcome: 'closed', errors: {} };
      case 'clear':
        views.close(user.id);
        return { status, outcome: 'closed', errors: {} };
      case 'update':
        views.replace(view, next());
        return { status, outcome: 'updated', errors: {} };
      case 'push':
        views.pushFor(user.teamId, user.id, next());
        return { status, outcome: 'pushed', errors: {} };
      case 'errors':
        return { status, outcome: 'errors', errors: this.errorsOf(view, answer.errors) };
      default:
        throw invalidArguments([`unknown response_action: ${JSON.stringify(answer.response_action)}`]);
    }
  }

  /** "errors: the keys are block_ids of input blocks": Slack shows nothing for others. */
  private errorsOf(view: StoredView, errors: Json | undefined): JsonObject {
    if (!isObject(errors) || Object.keys(errors).length === 0) throw invalidArguments(['errors must name a block']);
    const inputs = blocksOf(view.view).filter((block) => block.type === 'input');
    const unknown = Object.keys(errors).filter((id) => !inputs.some((block) => block.block_id === id));
    if (unknown.length > 0) throw invalidArguments(unknown.map((id) => `no input block has the block_id ${id}`));
    return errors;
  }
}

function read(body: string): JsonObject {
  if (!body.trim()) return {};
  const answer = JSON.parse(body) as Json;
  if (!isObject(answer)) throw invalidArguments(['an answer to a submission is an object or empty']);
  const unknown = Object.keys(answer).filter((name) => !['response_action', 'view', 'errors'].includes(name));
  if (unknown.length > 0) throw invalidArguments(unknown.map((name) => `no such argument: ${name}`));
  return answer;
}
