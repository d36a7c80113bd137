import { formatShortDay } from '@understudy/ui';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';

export interface WeekValue {
  /** Its Monday. */
  readonly week_on: string;
  /** The highlighted series; null where nothing was measured. */
  readonly value: number | null;
  /** What it is compared with, dashed. */
  readonly other?: number | null;
}

export interface WeekLinesProps {
  readonly label: string;
  readonly weeks: readonly WeekValue[];
  readonly words: (value: number) => string;
  /** Said when no week has a value. */
  readonly nothing: string;
  /** A dotted line to reach; weeks under it have a hollow dot. */
  readonly target?: number;
  /** From zero unless it is a share that lives near one. */
  readonly domain?: readonly [number, number | 'auto'];
}

/** The height of a line of text, as a part of the chart's height, and half of it in px. */
const ONE_LINE = 0.09;
const NUDGE = 7;

/** One iris line over weeks, the rest grey or dashed; weeks without a value leave a hole instead of a zero. */
export function WeekLines({ label, weeks, words, nothing, target, domain = [0, 'auto'] }: WeekLinesProps) {
  if (weeks.every(({ value, other }) => value === null && (other ?? null) === null))
    return <Nothing>{nothing}</Nothing>;
  const data = weeks.map((week) => ({ ...week, name: formatShortDay(week.week_on) }));
  const last = weeks.findLastIndex(({ value }) => value !== null);
  const lastOther = weeks.findLastIndex(({ other }) => (other ?? null) !== null);
  const [end, otherEnd] = [weeks[last]?.value ?? 0, weeks[lastOther]?.other ?? 0];
  const highest = Math.max(...weeks.flatMap(({ value, other }) => [value ?? 0, other ?? 0]));
  // two values that end in the same place would be written over each other
  const collide = last === lastOther && Math.abs(otherEnd - end) <= (highest - domain[0]) * ONE_LINE;
  const nudge = collide ? (otherEnd >= end ? NUDGE : -NUDGE) : 0;
  // an axis of the same word five times says nothing
  const isFlat = weeks.every(({ value, other }) => words(value ?? 0) === words(0) && words(other ?? 0) === words(0));
  const lines = { type: 'linear', isAnimationActive: false, connectNulls: false } as const;
  return (
    <div className="week-lines" role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height={200}>
        <LineChart data={data} margin={{ top: 8, right: 56, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--hair)" />
          <XAxis dataKey="name" tickLine={false} axisLine={false} minTickGap={24} tick={TICK} />
          <YAxis
            {...(isFlat ? { ticks: [0] } : {})}
            width={56}
            domain={[...domain]}
            tickLine={false}
            axisLine={false}
            tick={TICK}
            tickFormatter={words}
          />
          {target === undefined ? null : <ReferenceLine y={target} stroke="var(--ink-2)" strokeDasharray="2 3" />}
          {weeks.some(({ other }) => other !== undefined) ? (
            <Line
              {...lines}
              dataKey="other"
              stroke="var(--sev-1)"
              strokeDasharray="4 4"
              strokeWidth={1.75}
              dot={false}
              label={endLabel(lastOther, words, -nudge)}
            />
          ) : null}
          <Line
            {...lines}
            dataKey="value"
            stroke="var(--accent)"
            strokeWidth={2}
            dot={(dot) => <Dot {...dot} isBelow={target !== undefined && Number(dot.value) < target} />}
            label={endLabel(last, words, nudge)}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

/** Where a chart would stand, what is missing. */
export const Nothing = ({ children }: { readonly children: string }) => (
  <p className="py-8 text-center text-ink-2">{children}</p>
);

interface DotProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly index?: number;
  readonly value?: unknown;
  readonly isBelow: boolean;
}

/** Filled where the target is met, hollow below it: it reads without colour. */
function Dot({ cx, cy, value, isBelow }: DotProps) {
  if (cx === undefined || cy === undefined || value === null || value === undefined) return null;
  return (
    <circle
      cx={cx}
      cy={cy}
      r={isBelow ? 3.5 : 3}
      fill={isBelow ? 'var(--panel)' : 'var(--accent)'}
      stroke={isBelow ? 'var(--ink-2)' : 'var(--accent)'}
      strokeWidth={1.5}
    />
  );
}

interface LabelProps {
  readonly x?: number | string;
  readonly y?: number | string;
  readonly index?: number;
  readonly value?: unknown;
}

/** The value at the end of a line. */
const endLabel =
  (last: number, words: (value: number) => string, nudge: number) =>
  ({ x, y, index, value }: LabelProps) =>
    index === last && typeof value === 'number' ? (
      <text x={Number(x) + 8} y={Number(y)} dy={4 + nudge} className="week-end">
        {words(value)}
      </text>
    ) : (
      <g />
    );

const TICK = { fill: 'var(--ink-2)', fontSize: 11 } as const;
