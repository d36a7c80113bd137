import { isDay } from '../session/local-days.js';

/** An absence that is only tried: nothing is saved. */
export interface Trial {
  readonly userId: string;
  /** Both days away. */
  readonly firstOn: string;
  readonly lastOn: string;
  /** The absence that would be moved; null for a new one. */
  readonly absenceId: string | null;
}

/** As the address has it, `person_first_last` and the absence that is moved; null for anything else. */
export function readTrial(text: string | null): Trial | null {
  const [userId, firstOn, lastOn, absenceId = null] = text?.split('_') ?? [];
  if (!userId || !isDay(firstOn) || !isDay(lastOn) || lastOn < firstOn) return null;
  return { userId, firstOn, lastOn, absenceId };
}

export const writeTrial = ({ userId, firstOn, lastOn, absenceId }: Trial): string =>
  [userId, firstOn, lastOn, ...(absenceId ? [absenceId] : [])].join('_');
