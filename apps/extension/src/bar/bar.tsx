/** @jsxImportSource preact */
import type { Spot } from '../record/free-spot.js';
import { say } from '../say.js';
import type { BarWords, WhoView } from '../view/who-view.js';
import type { BarModel } from './bar-model.js';
import { Icon, Mark } from './icons.js';
import { Popover } from './popover.js';

export interface BarProps {
  readonly model: BarModel;
  readonly kind: Spot['kind'];
  readonly opens: { readonly left: boolean; readonly up: boolean };
  readonly signedIn: boolean;
  readonly staleWords: string;
  /** Closes and gives the focus back to the bar. */
  readonly close: () => void;
}

/** Two parts, never a third: who (opens the answer) and act. */
export function Bar({ model, kind, opens, signedIn, staleWords, close }: BarProps) {
  if (model.isStale) return <StaleBar words={staleWords} />;
  const { view, isLooking, isOpen } = model;
  const words = wordsFor(view, signedIn);
  const small = kind === 'handle';
  return (
    <section class={`us-bar ${kind}${words.mark === 'gap' ? ' gap' : ''}`} aria-label="Understudy">
      <button
        class="who"
        type="button"
        title={words.sentence}
        aria-label={isLooking ? say('bar.looking') : spoken(words)}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={(event) => void model.who(event)}
      >
        <Mark mark={words.mark} />
        {small ? null : isLooking ? <span class="rest soft">{say('bar.looking')}</span> : <Words words={words} />}
      </button>
      {small || words.mark === 'off' ? null : (
        <button
          class="act"
          type="button"
          title={say('bar.escalateHint')}
          onClick={(event) => void model.escalate(event)}
        >
          {view?.state === 'offline' ? <Icon name="offline" /> : null}
          {say('bar.escalate')}
        </button>
      )}
      {isOpen && view ? (
        <Popover
          view={view}
          opens={opens}
          close={close}
          escalate={(event) => void model.escalate(event)}
          retry={(event) => void model.retry(event)}
        />
      ) : null}
    </section>
  );
}

/** Says what to do; never reloads by itself. */
function StaleBar({ words }: { readonly words: string }) {
  return (
    <section class="us-bar" aria-label="Understudy">
      <button class="who" type="button">
        <Mark mark="plain" />
        <span class="rest">{words}</span>
        <Icon name="reload" />
      </button>
    </section>
  );
}

function Words({ words: { name, rest } }: { readonly words: BarWords }) {
  return (
    <>
      {name ? <span class="name">{name} </span> : null}
      <span class="rest">{rest}</span>
    </>
  );
}

/** Begins with what is seen, so that speech control finds the button; then the whole sentence. */
const spoken = ({ name, rest, sentence }: BarWords): string => {
  const seen = name ? `${name} ${rest}` : rest;
  return sentence === seen ? seen : `${seen}. ${sentence}`;
};

function wordsFor(view: WhoView | null, signedIn: boolean): BarWords {
  if (view) return view.bar;
  const rest = say(signedIn ? 'bar.ask' : 'bar.signIn');
  return { mark: signedIn ? 'plain' : 'off', name: '', rest, short: rest, sentence: rest };
}
