import type { Failure } from '../protocol.js';
import type { Say } from '../say.js';

/** What the API refuses "this person" is said to that very person here: who takes over does it for nobody else. */
export const ownRefusal = (failure: Failure, say: Say): Failure =>
  failure.why === 'refused' && failure.code === 'coverage.backup-is-absent'
    ? { ...failure, message: say('take.youAreAway') }
    : failure;
