import { Chip, type ChipTone } from '@understudy/ui';
import { AlarmClock, Check, Clock, Pause } from 'lucide-react';
import type { ClockView } from '../desk.js';
import { say } from '../say.js';
import { lengthOf as lengthIn } from '../view/days.js';

const TONES = {
  running: 'outlined',
  soon: 'waiting',
  late: 'gap',
  paused: 'plain',
  solved: 'covered',
} as const satisfies Record<ClockView['state'], ChipTone>;
const ICONS = { running: Clock, soon: Clock, late: AlarmClock, paused: Pause, solved: Check } as const;

const lengthOf = (minutes: number): string => lengthIn(minutes, say('languageTag'));
/** Further off than this the hour says more than a length. */
const FAR_MINUTES = 24 * 60;

/** Time left, late, paused or solved; words say the state, colour only repeats it. `passed` are minutes since it was read. */
export function ClockChip({ clock, passed = 0 }: { readonly clock: ClockView; readonly passed?: number }) {
  const { state, words } = now(clock, passed);
  const Icon = ICONS[state];
  const length = lengthOf(Math.abs(clock.minutes - passed));
  const title = state === 'running' || state === 'soon' ? say('desk.dueIn', clock.due, length) : clock.due;
  return (
    <Chip tone={TONES[state]} icon={<Icon className="i" />} title={title} className="num">
      {words}
    </Chip>
  );
}

function now({ state, minutes, dueShort }: ClockView, passed: number): { state: ClockView['state']; words: string } {
  if (state === 'paused') return { state, words: say('desk.paused') };
  if (state === 'solved') return { state, words: say('desk.solved') };
  const left = state === 'late' ? -minutes - passed : minutes - passed;
  if (left < 0) return { state: 'late', words: say('desk.late', lengthOf(-left)) };
  return { state, words: left > FAR_MINUTES ? dueShort : lengthOf(left) };
}
