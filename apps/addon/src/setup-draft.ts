import type { CardActionAnswer, CardOnClick, CardParameters } from '@understudy/contracts';
import type { Press } from './client.js';
import { setups } from './google/cache.js';

/*
 * The steps of a set-up carry what was chosen on their buttons, and our own Back draws the step before with it. The host's arrow does not: it lays
 * a card bare that was drawn before, and tells nobody what stood in the fields above it. So what the newest card of a walk carries is kept for the
 * person, and goes along with the next press on a card that lies before the box "tell my customers". Once that box was shown and left by the arrow
 * nobody knows whether it was unticked: then it comes back unticked, for a mail cannot be taken back.
 */
const KEPT = ['tell', 'note', 'shares'] as const;
/** What the filled button does on the cards from the box on. */
const FROM_THE_BOX_ON: readonly string[] = ['setup.check', 'setup.back', 'setup.save'];
const BEFORE_THE_BOX: readonly string[] = [
  'setup.dates-form',
  'setup.dates',
  'setup.cover',
  'setup.person',
  'setup.shares',
];

/** The press with what is kept of its walk. */
export function withKept(press: Press): Press {
  const { walk, from } = press.parameters;
  const isBefore = BEFORE_THE_BOX.includes(press.action_id) || (press.action_id === 'setup.back' && from === 'split');
  const kept = walk && isBefore ? setups.find(walk) : null;
  return kept ? { ...press, parameters: { ...press.parameters, ...kept } } : press;
}

/** Keeps what the card that was answered carries. Pass every answer; those of other cards are left alone. */
export function keepWalk({ navigation }: CardActionAnswer): void {
  if (!navigation || !('card' in navigation)) return;
  const { action_id: id = '', ...given } = carriedBy(navigation.card.fixedFooter?.primaryButton.onClick);
  if (!given['walk']) return;
  const kept: CardParameters = {};
  for (const name of KEPT) {
    const value = given[name];
    if (value !== undefined) kept[name] = value;
  }
  if (FROM_THE_BOX_ON.includes(id)) kept['tell'] = 'none';
  setups.keep(given['walk'], kept);
}

function carriedBy(onClick: CardOnClick | undefined): CardParameters {
  if (!onClick || !('action' in onClick)) return {};
  return Object.fromEntries(onClick.action.parameters.map(({ key, value }) => [key, value]));
}
