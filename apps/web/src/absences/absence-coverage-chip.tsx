import { Chip, firstNameOf, formatCount, listNames, StateChip } from '@understudy/ui';
import { CircleHelp } from 'lucide-react';
import { counts, coverageState, isOver, type Absence } from './absence-words.js';

/** How covered an absence is, in a few words: who, how many wait, how many have nobody. */
export function AbsenceCoverageChip({ absence }: { readonly absence: Absence }) {
  const { coverage } = absence;
  const state = coverageState(absence);
  const names = [...new Set(coverage.assignments.filter(counts).map((each) => firstNameOf(each.backup.name)))];
  if (absence.status === 'suggested') {
    return (
      <Chip tone="outlined" icon={<CircleHelp className="i" />}>
        Away? Not confirmed
      </Chip>
    );
  }
  if (isOver(absence)) return <Chip>{absence.status === 'cancelled' ? 'Cancelled' : 'Over'}</Chip>;
  if (state === 'none') return <Chip tone="outlined">No customers</Chip>;
  if (state === 'gap')
    return <StateChip state="gap">{formatCount(coverage.uncovered, 'customer')} with nobody</StateChip>;
  if (state === 'waiting') return <StateChip state="waiting">Waits for {listNames(names)}</StateChip>;
  return <StateChip state="covered">{names.length > 0 ? `Covered by ${listNames(names)}` : 'No gap'}</StateChip>;
}
