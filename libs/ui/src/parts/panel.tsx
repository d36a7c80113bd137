import { useId, type ReactNode } from 'react';
import { cn } from './class-names.js';

export interface PanelProps {
  readonly title: ReactNode;
  /** How many, or a few words beside the title. */
  readonly count?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One hairline, no shadow, a titled region. No panel in a panel. */
export function Panel({ title, count, actions, className, children }: PanelProps) {
  const id = useId();
  return (
    <section className={cn('panel', className)} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {count === undefined ? null : <span className="count">{count}</span>}
        {actions ? <div className="acts">{actions}</div> : null}
      </header>
      {children}
    </section>
  );
}
