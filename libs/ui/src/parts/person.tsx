import { initialsOf } from '../format/index.js';
import { cn } from './class-names.js';

export interface AvatarProps {
  readonly name: string;
  /** `you` in the accent colour; `away` only while the person is away now. */
  readonly kind?: 'other' | 'you' | 'away';
  readonly size?: 'row' | 'large';
}

/** Initials in a circle; decoration beside a name. */
export function Avatar({ name, kind = 'other', size = 'row' }: AvatarProps) {
  const classes = cn('av', size === 'large' && 'av-lg', kind === 'you' && 'av-you', kind === 'away' && 'av-away');
  return (
    <span className={classes} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

export interface PersonProps extends AvatarProps {
  /** Place or role, in grey. */
  readonly note?: string | null;
}

/** Avatar and name; oneself reads "You". */
export function Person({ name, kind = 'other', size = 'row', note }: PersonProps) {
  return (
    <span className="who">
      <Avatar name={name} kind={kind} size={size} />
      <span className="clip">{kind === 'you' ? 'You' : name}</span>
      {note ? <small>{note}</small> : null}
      {kind === 'away' ? <span className="sr-only">(away)</span> : null}
    </span>
  );
}
