import type { Say } from '../say.js';
import type { BarWords, WhoView } from './who-view.js';

const NOTHING = {
  face: null,
  headline: '',
  detail: '',
  notice: '',
  points: null,
  chain: null,
  link: null,
  canTakeOver: false,
  canLink: false,
  retry: null,
} as const;

const bar = (mark: BarWords['mark'], words: string, act: BarWords['act'] = 'escalate'): BarWords => ({
  mark,
  act,
  name: '',
  rest: words,
  short: words,
  sentence: words,
});

/** The record belongs to no customer we know; who may write customers can say which one it is, or make one of it. */
export const unlinkedView = (say: Say, canLink: boolean): WhoView => ({
  ...NOTHING,
  state: 'unlinked',
  bar: bar('plain', say('bar.unlinked'), canLink ? 'link' : 'escalate'),
  title: say('who.unlinkedTitle'),
  detail: say(canLink ? 'who.unlinkedAsk' : 'who.unlinked'),
  canLink,
});

/** Signed in, and not allowed to look up customers: nothing that trying again would change. */
export const forbiddenView = (say: Say): WhoView => ({
  ...NOTHING,
  state: 'forbidden',
  bar: bar('plain', say('bar.forbidden')),
  title: say('who.forbiddenTitle'),
  detail: say('who.forbidden'),
});

/** Two customers claim one record: both are named, nobody is guessed. */
export const severalView = (found: readonly { name: string; who: string }[], say: Say): WhoView => ({
  ...NOTHING,
  state: 'several',
  bar: bar('plain', say('bar.several')),
  title: say('who.severalTitle'),
  detail: say('who.several'),
  points: {
    heading: say('who.oneOf'),
    items: found.map(({ name, who }) => ({ icon: 'info', text: `${name}: ${who}` })),
  },
});

export const signedOutView = (say: Say): WhoView => ({
  ...NOTHING,
  state: 'signed-out',
  bar: bar('off', say('bar.signIn'), null),
  title: say('who.signedOutTitle'),
  detail: say('who.signedOut'),
  retry: 'sign-in',
});

/** Without a connection the last answer stays, with its time; without one, only the fact. */
export function offlineView(last: { view: WhoView; time: string } | null, say: Say): WhoView {
  if (!last) {
    return {
      ...NOTHING,
      state: 'offline',
      bar: bar('plain', say('bar.offline')),
      title: say('who.offlineTitle'),
      notice: say('who.offline'),
      retry: 'again',
    };
  }
  const { view, time } = last;
  return {
    ...view,
    state: 'offline',
    bar: {
      ...view.bar,
      act: 'escalate',
      rest: withTime(view.bar, time),
      sentence: `${view.bar.sentence}. ${say('who.offlineAsOf', time)}`,
    },
    notice: say('who.offlineAsOf', time),
    points: null,
    chain: null,
    link: null,
    canTakeOver: false,
    canLink: false,
    retry: 'again',
  };
}

export const failedView = (message: string, requestId: string | null, say: Say): WhoView => ({
  ...NOTHING,
  state: 'failed',
  bar: bar('plain', say('bar.failed')),
  title: say('who.failedTitle'),
  detail: requestId ? `${message} ${say('who.request', requestId)}.` : message,
  retry: 'again',
});

/** The time of an old answer, where there is room for it; the answer itself says it in any case. */
function withTime({ name, short }: BarWords, time: string): string {
  const words = `${short}, ${time}`;
  return name.length + words.length > 20 ? short : words;
}
