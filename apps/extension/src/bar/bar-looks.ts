import type { Spot } from '../record/free-spot.js';
import { say } from '../say.js';
import type { BarModel } from './bar-model.js';
import type { BarLooks } from './bar-view.js';

const ACTS = { escalate: 'bar.escalate', 'take-over': 'bar.takeOver', link: 'bar.link' } as const;

/** What the bar shows now. `staleWords` was fetched at the start: after an update no word can be asked for any more. */
export function looksOf(model: BarModel, kind: Spot['kind'], isSignedIn: boolean, staleWords: string): BarLooks {
  const { view, isLooking, isOpen, isStale } = model;
  const plain = (rest: string) => ({ mark: 'plain', name: '', rest, short: rest, sentence: rest }) as const;
  if (isStale) return { kind, words: plain(staleWords), isSoft: false, isOpen: false, act: null, isStale };

  const first = plain(say(isSignedIn ? 'bar.ask' : 'bar.signIn'));
  const known = view?.bar ?? { ...first, mark: isSignedIn ? ('plain' as const) : ('off' as const) };
  const act = view ? view.bar.act : isSignedIn ? 'escalate' : null;
  return {
    kind,
    words: isLooking ? { ...plain(say('bar.looking')), mark: known.mark } : known,
    isSoft: isLooking,
    isOpen,
    act: act && {
      words: say(ACTS[act]),
      hint: act === 'escalate' ? say('bar.escalateHint') : say(ACTS[act]),
      isOffline: view?.state === 'offline',
    },
    isStale,
  };
}
