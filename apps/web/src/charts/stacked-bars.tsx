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

/** Bars from zero, all to one scale: the longest fills the width. Drawn as SVG rectangles, so no inline style is needed. */
export function StackedBars({ bars }: { readonly bars: readonly OneBar[] }) {
  const longest = Math.max(1, ...bars.map(sumOf));
  return (
    <div className="hb">
      {bars.map((bar) => (
        <Fragment key={bar.key}>
          <span className="clip">{bar.name}</span>
          <svg className="hb-bar" viewBox="0 0 1000 18" preserveAspectRatio="none" aria-hidden="true">
            {placed(bar.parts, longest).map(({ key, look, x, width }) => (
              <rect key={key} className={cn('hb-part', look)} x={x} y="0" width={Math.max(0, width - 3)} height="18" />
            ))}
          </svg>
          <span className="num text-right font-medium">{bar.total}</span>
        </Fragment>
      ))}
    </div>
  );
}

const sumOf = ({ parts }: Pick<OneBar, 'parts'>): number => parts.reduce((sum, { value }) => sum + value, 0);

function placed(parts: readonly BarPart[], longest: number) {
  let x = 0;
  return parts
    .filter(({ value }) => value > 0)
    .map((part) => {
      const width = (part.value / longest) * 1000;
      x += width;
      return { ...part, x: x - width, width };
    });
}
