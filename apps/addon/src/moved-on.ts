import { ApiProblem } from '@understudy/api-client';

/*
 * Refusals that say the world is not what the card shows: somebody else answered, took over or ended it. No button of that card works any more and
 * nothing typed on it is of use, so it is drawn anew. Others leave the card: what is typed there can be mended.
 */
const MOVED_ON: ReadonlySet<string> = new Set([
  'absences.ended',
  'absences.not-a-suggestion',
  'absences.not-found',
  'coverage.absence-over',
  'coverage.already-answered',
  'coverage.already-covered',
  'coverage.assignment-not-found',
  'coverage.assignment-over',
  'coverage.not-accepted',
  'coverage.not-taken-over',
  'coverage.owner-is-here',
  'coverage.release-asked-already',
  'coverage.taken-over',
]);

export const hasMovedOn = (error: unknown): boolean => error instanceof ApiProblem && MOVED_ON.has(error.problem.code);
