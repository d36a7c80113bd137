import { formatDuring } from '../format/index.js';
import { StateChip } from './chip.js';

export interface GapChipProps {
  readonly startsAt: string;
  /** Null while nobody knows when it ends. */
  readonly endsAt: string | null;
  /** The zone whose days are named. */
  readonly timeZone: string;
}

/** Nobody is responsible; always says the span. */
export function GapChip({ startsAt, endsAt, timeZone }: GapChipProps) {
  return <StateChip state="gap">Nobody, {formatDuring(startsAt, endsAt, timeZone)}</StateChip>;
}
