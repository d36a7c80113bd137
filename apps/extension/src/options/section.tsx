import type { ReactNode } from 'react';

export interface SectionProps {
  readonly id: 'account' | 'sites' | 'shortcuts' | 'notifications' | 'look' | 'help';
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the page: its heading, one sentence, at most one button beside the heading. */
export function Section({ id, title, text, action, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <div className="section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {action}
      </div>
      {text ? <p className="text-ink-2">{text}</p> : null}
      {children}
    </section>
  );
}
