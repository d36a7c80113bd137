import { Bell, CalendarPlus, LogOut, Moon, Plane, Siren, UserRoundCog, type LucideIcon } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useOutNow } from '../absences/out-now-provider.js';
import { useEscalate } from '../escalations/escalate-provider.js';
import { useMay, useMe } from '../session/session.js';
import { SET_UP, UNDERSTAND, workOf } from '../shell/nav.js';
import { useSignOut } from '../shell/sign-out-provider.js';

export interface OneCommand {
  readonly kind: 'do' | 'go';
  readonly words: string;
  readonly icon: LucideIcon;
  /** The key that does it without the palette. */
  readonly keys?: string;
  readonly act: () => void;
}

/** What the reader may do and where they may go; what their role may not is not offered. */
export function useCommands(): OneCommand[] {
  const { mode, user } = useMe();
  const may = useMay();
  const navigate = useNavigate();
  const { open } = useEscalate();
  const outNow = useOutNow();
  const signOut = useSignOut();
  const pages = [...workOf(user.roles), ...[...UNDERSTAND, ...SET_UP].filter(({ needs }) => may(needs))];
  return [
    { kind: 'do', words: 'Escalate', icon: Siren, keys: 'E', act: () => open() },
    { kind: 'do', words: 'I am out now', icon: Moon, act: () => outNow.open() },
    { kind: 'do', words: 'Set up time away', icon: CalendarPlus, act: () => void navigate('/setup') },
    {
      kind: 'do',
      words: mode === 'sandbox' ? 'Be somebody else' : 'Sign out',
      icon: LogOut,
      act: signOut,
    },
    ...pages.map(({ to, words, icon }) => ({ kind: 'go' as const, words, icon, act: () => void navigate(to) })),
    { kind: 'go', words: 'Time away', icon: Plane, act: () => void navigate('/absences') },
    { kind: 'go', words: 'Notifications', icon: Bell, act: () => void navigate('/notifications') },
    { kind: 'go', words: 'My hours and how I am told', icon: UserRoundCog, act: () => void navigate('/profile') },
  ];
}
