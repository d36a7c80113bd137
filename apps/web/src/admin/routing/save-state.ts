import { ApiProblem } from '@understudy/api-client';
import type { DeadEnd } from './dead-ends.js';
import { codeOf } from '../../api/send.js';

/** The dead ends for which a change was refused; none for any other answer. */
export function refusedFor(error: unknown): readonly DeadEnd[] {
  if (codeOf(error) !== 'routing-rules.dead-ends' || !(error instanceof ApiProblem)) return [];
  const found: unknown = error.problem['dead_ends'];
  return Array.isArray(found) ? (found as readonly DeadEnd[]) : [];
}
