import { Hourglass, ShieldCheck, TriangleAlert, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './class-names.js';

const ICONS = { covered: ShieldCheck, waiting: Hourglass, gap: TriangleAlert, plain: UserRound } as const;

export interface CoverageBarProps {
  /** Teal when covered, amber while unanswered, ruby when nobody; `plain` when the owner is simply here. */
  readonly state: keyof typeof ICONS;
  /** Who for. */
  readonly title: ReactNode;
  /** Until when, who after. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
}

/** Top of a page that somebody sees as a backup: who for, until when, who next. One per page. */
export function CoverageBar({ state, title, detail, actions, className }: CoverageBarProps) {
  const Icon = ICONS[state];
  return (
    <div className={cn('covbar', state !== 'covered' && `covbar-${state}`, className)}>
      <Icon className="i" />
      <span className="covbar-text">
        <b>{title}</b> {detail ? <span className="mut">{detail}</span> : null}
      </span>
      {actions}
    </div>
  );
}
