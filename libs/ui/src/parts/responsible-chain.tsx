import type { ReactNode } from 'react';
import { Avatar } from './person.js';

export interface ChainLink {
  readonly key: string;
  readonly name: string;
  readonly kind?: 'other' | 'you' | 'away';
  /** owner, covers, manager, ... */
  readonly role: string;
  readonly now?: boolean;
  /** Why this one acts, or was skipped. */
  readonly reason?: ReactNode;
}

export interface ResponsibleChainProps {
  readonly links: readonly ChainLink[];
  /** Behind the name of who acts: "then" for another day. */
  readonly when?: 'now' | 'then';
}

/** Who is responsible, from the owner down, each with the reason. */
export function ResponsibleChain({ links, when = 'now' }: ResponsibleChainProps) {
  return (
    <ol className="chain">
      {links.map((link) => (
        <li key={link.key} aria-current={link.now ? 'true' : undefined}>
          <Avatar name={link.name} kind={link.kind ?? 'other'} />
          <div className="min-w-0">
            <span className={link.now ? 'font-semibold' : 'font-medium'}>
              {link.kind === 'you' ? 'You' : link.name}
              {link.now ? `, ${when}` : ''}
            </span>{' '}
            <span className="mut">{link.role}</span>
            {link.reason ? (
              <>
                <br />
                <span className={link.kind === 'away' ? 'text-xs text-away-text' : 'text-xs text-ink-2'}>
                  {link.reason}
                </span>
              </>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
