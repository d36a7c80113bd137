import { LOW_HEALTH } from './priorities.js';

/** A fall of so many points at once is worth telling. */
export const HEALTH_DROP = 15;

/** True when health fell by 15 points or more, or went under 50 (PRD-131 FR-3 "health", FR-5 "alert routing"). */
export const hasHealthDropped = (before: number, after: number): boolean =>
  before - after >= HEALTH_DROP || (before >= LOW_HEALTH && after < LOW_HEALTH);
