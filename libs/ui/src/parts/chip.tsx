import { Hourglass, Moon, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './class-names.js';

export type ChipTone = 'plain' | 'outlined' | 'covered' | 'waiting' | 'gap' | 'away' | 'info';

export interface ChipProps {
  readonly tone?: ChipTone;
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Icon and words on a soft ground. The words say the state; the colour only repeats it. */
export function Chip({ tone = 'plain', icon, title, className, children }: ChipProps) {
  return (
    <span className={cn('chip', tone !== 'plain' && `chip-${tone}`, className)} title={title}>
      {icon}
      <span className="clip">{children}</span>
    </span>
  );
}

const STATE_ICONS = {
  covered: ShieldCheck,
  waiting: Hourglass,
  gap: TriangleAlert,
  away: Moon,
} as const;

/** A chip with the icon that belongs to its state, so that it reads without colour. */
export function StateChip({
  state,
  children,
}: {
  readonly state: keyof typeof STATE_ICONS;
  readonly children: ReactNode;
}) {
  const Icon = STATE_ICONS[state];
  return (
    <Chip tone={state} icon={<Icon className="i" />}>
      {children}
    </Chip>
  );
}
