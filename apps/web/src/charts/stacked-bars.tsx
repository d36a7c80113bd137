import { cn } from '@understudy/ui';
import { Fragment, type ReactNode } from 'react';

export interface BarPart {
  readonly key: string;
  readonly value: number;
  /** One of the four greys of severity, or plain. */
  readonly look: 's0' | 's1' | 's2' | 's3';
}
export interface OneBar {
  readonly key: string;
  readonly name: ReactNode;
  readonly parts: readonly BarPart[];
  /** At the end of the bar. */
  readonly total: ReactNode;
}

/** Of the longest bar: a number needs so much room. */
const LEGIBLE = 0.06;

/**
 * Bars from zero, all to one scale: the longest fills the width. What a part is worth stands in it where there are several and it has
 * room; the table has all of them.
 */
export function StackedBars({ bars }: { readonly bars: readonly OneBar[] }) {
  const longest = Math.max(1, ...bars.map(sumOf));
  return (
    <div className="hb">
      {bars.map((bar) => {
        const parts = bar.parts.filter(({ value }) => value > 0);
        return (
          <Fragment key={bar.key}>
            <span className="clip">{bar.name}</span>
            <span className="hb-bar" aria-hidden="true">
              {parts.map(({ key, look, value }) => (
                <i key={key} className={cn('hb-part', look)} style={{ flexGrow: value }}>
                  {bar.parts.length > 1 && value >= longest * LEGIBLE ? value : null}
                </i>
              ))}
              <i style={{ flexGrow: longest - sumOf(bar) }} />
            </span>
            <span className="num text-right font-medium">{bar.total}</span>
          </Fragment>
        );
      })}
    </div>
  );
}

const sumOf = ({ parts }: Pick<OneBar, 'parts'>): number => parts.reduce((sum, { value }) => sum + value, 0);
