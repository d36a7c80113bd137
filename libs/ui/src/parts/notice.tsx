import { CircleCheck, Hourglass, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './class-names.js';

const ICONS = { plain: Info, info: Info, covered: CircleCheck, waiting: Hourglass, gap: TriangleAlert } as const;

export interface NoticeProps {
  readonly tone?: keyof typeof ICONS;
  readonly icon?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A fact for the whole page: one at a time, under the header; never for success. */
export function Notice({ tone = 'plain', icon, actions, className, children }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div
      className={cn('note', tone !== 'plain' && `note-${tone}`, className)}
      role={tone === 'gap' ? 'alert' : 'status'}
    >
      {icon ?? <Icon className="i" />}
      <div className="note-text">{children}</div>
      {actions}
    </div>
  );
}
