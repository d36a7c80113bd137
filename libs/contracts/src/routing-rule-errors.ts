import { table } from './error-table.js';

export const ROUTING_RULE_ERRORS = table({
  'routing-rules.not-found': { status: 404, detail: 'There is no such routing rule.' },
  'routing-rules.version-not-found': { status: 404, detail: 'The routing rules have no such version.' },
  'routing-rules.malformed': {
    status: 422,
    detail: 'The routing rules cannot be saved like this; each problem is listed under "problems" with its path.',
  },
  'routing-rules.target-not-found': {
    status: 404,
    detail: 'A rule names a person or a team that is not there; which stands under "targets".',
  },
  'routing-rules.id-taken': { status: 409, detail: 'Another rule has this id.' },
  'routing-rules.dead-ends': {
    status: 422,
    detail:
      'With these rules some escalations would find nobody that find somebody now; they are listed under "dead_ends". Change the rules, arrange coverage, or send accept_dead_ends with a reason.',
  },
  'routing-rules.reason-required': { status: 422, detail: 'Accepting dead ends needs a reason.' },
  'escalation-categories.not-found': { status: 404, detail: 'There is no such category.' },
  'escalation-categories.name-taken': { status: 409, detail: 'Another category has this name.' },
  'escalation-categories.last-active': {
    status: 409,
    detail: 'This is the last active category; without one nobody could escalate.',
  },
  'escalations.owner-away': {
    status: 422,
    detail: 'This person is away and nobody covers them; until when stands under "away_until".',
  },
  'escalations.team-empty': { status: 422, detail: 'Nobody of this team is there and below their cap.' },
  'escalations.owner-missing': {
    status: 422,
    detail: 'Say who is to own it: primary_owner_id or team_id, or secondary_owner_id.',
  },
});
