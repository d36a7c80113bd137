import { DRAWINGS } from './drawings.js';

export interface LogoMarkProps {
  /** Edge in px; under 24 the mark that is drawn for small sizes is taken. */
  readonly size?: number;
  /** `gap`: nobody there (empty head), `off`: signed out, `mono`: in the colour of the text. */
  readonly kind?: 'on' | 'gap' | 'off' | 'mono';
  /** Read to screen readers; without it the mark is decoration. */
  readonly label?: string;
}

/** A U that holds a head: the place is never empty. */
export function LogoMark({ size = 24, kind = 'on', label }: LogoMarkProps) {
  const { viewBox, body } = DRAWINGS[drawingFor(kind, size)];
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg viewBox={viewBox} width={size} height={size} className="shrink-0" {...named}>
      {body}
    </svg>
  );
}

function drawingFor(kind: NonNullable<LogoMarkProps['kind']>, size: number): keyof typeof DRAWINGS {
  if (kind === 'gap') return 'mark-empty';
  if (kind === 'mono') return 'mark-mono';
  if (kind === 'off') return size < 24 ? 'mark-off-16' : 'mark-off';
  return size < 24 ? 'mark-16' : 'mark';
}
