import { firstNameOf } from '../format/index.js';
import { Avatar } from './person.js';

export interface CoverageChipProps {
  /** Who acts now. */
  readonly backup: string;
  /** The owner who is away. */
  readonly absent: string;
  /** "31 Jul", where it is known. */
  readonly until?: string;
}

/** "Ben for Ana · until 31 Jul"; only where the owner is not the one acting. */
export function CoverageChip({ backup, absent, until }: CoverageChipProps) {
  return (
    <span className="standin">
      <Avatar name={backup} />
      <span className="clip">
        {firstNameOf(backup)} for {firstNameOf(absent)}
        {until ? ` · until ${until}` : ''}
      </span>
    </span>
  );
}
