import { cn, LogoMark, ToastProvider } from '@understudy/ui';
import { Bell, Globe, Keyboard, LifeBuoy, Palette, UserRound, type LucideIcon } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { say, type MessageKey } from '../say.js';
import { AccountProvider } from './account.js';
import { AccountSection } from './account-section.js';
import { HelpSection } from './help-section.js';
import { LookSection } from './look-section.js';
import { NotificationsSection } from './notifications-section.js';
import { ShortcutsSection } from './shortcuts-section.js';
import { SitesSection } from './sites-section.js';

const PARTS = [
  { id: 'account', title: 'options.account', icon: UserRound, Part: AccountSection },
  { id: 'sites', title: 'options.sites', icon: Globe, Part: SitesSection },
  { id: 'shortcuts', title: 'options.shortcuts', icon: Keyboard, Part: ShortcutsSection },
  { id: 'notifications', title: 'options.notifications', icon: Bell, Part: NotificationsSection },
  { id: 'look', title: 'options.look', icon: Palette, Part: LookSection },
  { id: 'help', title: 'options.help', icon: LifeBuoy, Part: HelpSection },
] as const satisfies readonly { id: string; title: MessageKey; icon: LucideIcon; Part: () => ReactNode }[];

/** One page, saved as you go: what the browser really allows, each with the button that mends it. */
export function Options() {
  const current = useCurrentPart();
  useEffect(() => void (document.title = `${say('options.title')} · ${say('extName')}`), []);
  return (
    <ToastProvider>
      <div className="options">
        <nav aria-label={say('options.title')}>
          <h1>
            <LogoMark size={20} />
            {say('extName')}
          </h1>
          {PARTS.map(({ id, title, icon: Icon }) => (
            <a
              key={id}
              href={`#${id}`}
              className={cn(id === current && 'on')}
              aria-current={id === current || undefined}
            >
              <Icon className="i" />
              {say(title)}
            </a>
          ))}
        </nav>
        <main>
          <AccountProvider>
            {PARTS.map(({ id, Part }) => (
              <Part key={id} />
            ))}
          </AccountProvider>
        </main>
      </div>
    </ToastProvider>
  );
}

/** The part that is read: the last one whose heading has passed the upper third of the window. */
function useCurrentPart(): string {
  const [current, setCurrent] = useState<string>(location.hash.slice(1) || 'account');
  useEffect(() => {
    const follow = (): void => {
      const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      const passed = PARTS.findLast(({ id }) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top ?? Infinity;
        return top < innerHeight / 3;
      });
      const asked = PARTS.find(({ id }) => `#${id}` === location.hash);
      setCurrent((isAtEnd && asked?.id) || (passed?.id ?? 'account'));
    };
    addEventListener('scroll', follow, { passive: true });
    addEventListener('hashchange', follow);
    return () => {
      removeEventListener('scroll', follow);
      removeEventListener('hashchange', follow);
    };
  }, []);
  return current;
}
