import type { ReactNode } from 'react';
import { Avatar } from './person.js';

/** Append-only events, newest first: people in boxes, the product in one grey line. */
export function Timeline({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ol className="tl" aria-label={label}>
      {children}
    </ol>
  );
}

export interface TimelineLineProps {
  readonly icon: ReactNode;
  readonly at: string;
  readonly time: string;
  readonly children: ReactNode;
}

/** What the product did, in one line. `at` is the instant, `time` how it reads here. */
export function TimelineLine({ icon, at, time, children }: TimelineLineProps) {
  return (
    <li>
      <span className="tl-dot">{icon}</span>
      <div className="tl-line">
        {children} <time dateTime={at}>· {time}</time>
      </div>
    </li>
  );
}

export interface TimelineBoxProps {
  readonly name: string;
  readonly you?: boolean;
  readonly at: string;
  readonly time: string;
  readonly children: ReactNode;
}

/** What a person said or did. */
export function TimelineBox({ name, you = false, at, time, children }: TimelineBoxProps) {
  return (
    <li>
      <Avatar name={name} kind={you ? 'you' : 'other'} />
      <div className="tl-box">
        <div className="flex items-center gap-2">
          <span className="font-medium">{you ? 'You' : name}</span>
          <time dateTime={at}>{time}</time>
        </div>
        {children}
      </div>
    </li>
  );
}
