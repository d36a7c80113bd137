import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AnswerOf,
  type AnyEndpoint,
  ERRORS,
  type ErrorCode,
  type InputOf,
  may,
  type OutputOf,
  type WireOf,
} from '@understudy/contracts';
import { DomainError, type TenantId } from '@understudy/domain';
import { z } from 'zod';
import { ReplayedAnswer } from '../../platform/database/index.js';
import { type CallerContext, MalformedInput, parseInput } from '../../platform/http/index.js';
import { People } from '../../platform/identity/index.js';
import { SlackPeople } from './slack-people.service.js';

/** Somebody in Slack whom we do not know, or who is not with us any more. */
export const STRANGER =
  'I do not know you here: your Slack e-mail address is not one that your organisation uses with Understudy. Ask your admin to add you, or to say who you are under Set up, Integrations, Slack.';

/** People acting in Slack: with their own rights, by the same contracts as over the API. */
@Injectable()
export class SlackCallers {
  constructor(
    private readonly slackPeople: SlackPeople,
    private readonly people: People,
  ) {}

  /** Null for whoever is not active here; {@link STRANGER} says it. */
  async find(tenantId: TenantId, slackUserId: string, requestId: string): Promise<CallerContext | null> {
    const userId = await this.slackPeople.userOf(tenantId, slackUserId);
    if (userId === null) return null;
    const person = await this.people.getActive(tenantId, userId).catch(orNobody);
    return person && { tenantId, userId, roles: person.roles, teamId: person.teamId, surface: 'slack', requestId };
  }
}

/** Throws identity.not-allowed as the guard of the API would. */
export function requireMay(caller: CallerContext, { allow }: AnyEndpoint): void {
  if (allow === 'public' || allow === 'signed-in') return;
  if (!may(caller.roles, allow)) throw new DomainError('identity.not-allowed');
}

/**
 * Does what an endpoint does, as this person: permission and input are checked by its contract, and the same `key` has one effect and one
 * answer, however often Slack or a queue brings it. Throws what the service throws, MalformedInput, identity.not-allowed.
 */
export async function actAs<E extends AnyEndpoint>(
  endpoint: E,
  caller: CallerContext,
  key: string,
  wire: WireOf<E>,
  run: (caller: CallerContext, input: InputOf<E>) => Promise<OutputOf<E>>,
): Promise<AnswerOf<E>> {
  requireMay(caller, endpoint);
  const input = parseInput(endpoint, partsOf(endpoint, wire)) as InputOf<E>;
  const encode = (answer: unknown): unknown => z.encode(endpoint.response, answer);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([endpoint.path, caller.userId, wire]))
    .digest('hex');
  const keyed = {
    ...caller,
    idempotency: { key: `slack:${key}`, fingerprint, status: endpoint.status ?? 200, encode },
  };
  try {
    return encode(await run(keyed, input)) as AnswerOf<E>;
  } catch (error) {
    if (error instanceof ReplayedAnswer) return error.body as AnswerOf<E>;
    throw error;
  }
}

const partsOf = ({ parts }: AnyEndpoint, wire: object) => {
  const pick = (shape: object) => Object.fromEntries(Object.entries(wire).filter(([name]) => name in shape));
  return { params: pick(parts.params.shape), query: pick(parts.query.shape), body: pick(parts.body.shape) };
};

/** What a refusal says to the person, or null for what is no refusal: that must rise. */
export function refusalText(error: unknown): string | null {
  if (error instanceof MalformedInput)
    return error.errors.map(({ path, message }) => `${path} ${message}`.trim()).join('\n');
  if (!(error instanceof DomainError) || !Object.hasOwn(ERRORS, error.code)) return null;
  return ERRORS[error.code as ErrorCode].detail;
}

function orNobody(error: unknown): null {
  if (error instanceof DomainError && error.code === 'identity.unknown-person') return null;
  throw error;
}
