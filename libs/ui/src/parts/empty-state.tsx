import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  /** Teal ground: empty because all is well. */
  readonly good?: boolean;
  /** What is true. */
  readonly title: string;
  /** Why, and what to do. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

export function EmptyState({ icon, good = false, title, children, actions }: EmptyStateProps) {
  return (
    <div className="empty">
      <span className={good ? 'empty-icon good' : 'empty-icon'}>{icon}</span>
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {actions ? <div className="empty-acts">{actions}</div> : null}
    </div>
  );
}
