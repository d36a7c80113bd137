import { objectIn, text, type SlackCall } from '../call.js';
import { invalidArguments, SlackError } from '../errors.js';
import type { SlackParts } from '../parts.js';
import type { JsonObject } from '../json.js';

/** Modals and the home tab: the app's alone, whatever a person holds. */
export const viewMethods = ({ views, members }: SlackParts) => {
  const asked = ({ caller: { token }, args }: SlackCall): JsonObject => {
    if (!token) throw new SlackError('not_allowed_token_type');
    return objectIn(args, 'view') ?? {};
  };
  return {
    'views.open': (call: SlackCall): JsonObject => {
      const view = asked(call);
      return { view: views.wire(views.open(call.caller.team.id, text(call.args, 'trigger_id'), view)) };
    },
    'views.push': (call: SlackCall): JsonObject => {
      const view = asked(call);
      return { view: views.wire(views.push(call.caller.team.id, text(call.args, 'trigger_id'), view)) };
    },
    'views.update': (call: SlackCall): JsonObject => {
      const view = asked(call);
      const [id, externalId] = [text(call.args, 'view_id'), text(call.args, 'external_id')];
      if (!id && !externalId) throw invalidArguments(['one of view_id or external_id is required [json-pointer:/]']);
      const stored = views.update(call.caller.team.id, { id, externalId }, view, text(call.args, 'hash'));
      return { view: views.wire(stored) };
    },
    'views.publish': (call: SlackCall): JsonObject => {
      const view = asked(call);
      const user = members.get(call.caller.team.id, text(call.args, 'user_id'), 'invalid_arguments');
      return { view: views.wire(views.publish(user, view, text(call.args, 'hash'))) };
    },
  };
};
