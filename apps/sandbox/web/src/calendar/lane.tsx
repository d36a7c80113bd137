import { CircleAlert, CircleCheck, Clock, Info } from 'lucide-react';
import type { LanePart } from './coverage.js';

const ICONS = { covered: CircleCheck, waiting: Clock, gap: CircleAlert, info: Info } as const;

/** Under an absence: who covers how many. Widths are shares of the customers; the words say the same. */
export function Lane({ parts }: { readonly parts: readonly LanePart[] }) {
  return (
    <span className="cal-lane">
      {parts.map(({ key, state, words, count }) => {
        const Icon = ICONS[state];
        return (
          <span
            key={key}
            className={`cal-lane-part cal-${state}`}
            style={{ flexGrow: Math.max(1, count) }}
            title={words}
          >
            <Icon className="i i-s" aria-hidden="true" />
            <span className="clip">{words}</span>
          </span>
        );
      })}
    </span>
  );
}
