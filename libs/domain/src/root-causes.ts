import type { EscalationId } from './ids.js';
import { byText } from './ordering.js';

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu;

/** Words in lower case; scripts without spaces give their characters. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(WORD) ?? [];

export const isIdeograph = (word: string): boolean =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(word);

/** Words that say nothing about a cause. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be because been but by did do due for from had has have in into is it its no not of on or our so that the their there they this to us was we were when which while with'.split(
    ' ',
  ),
);

/** What one escalation said about its cause. */
export interface StatedCause {
  readonly id: EscalationId;
  readonly rootCause: string;
}

/** Escalations whose causes say the same in other words. */
export interface CauseGroup {
  /** What most of them say, as it was typed first. */
  readonly cause: string;
  readonly ids: readonly EscalationId[];
}

/** Two causes are one when they share half of the words of both together. */
const ALIKE = 0.5;

interface Draft {
  readonly words: ReadonlySet<string>;
  readonly ids: EscalationId[];
  readonly texts: Map<string, { readonly typed: string; count: number }>;
}

/**
 * Groups causes by their words (PRD-243 FR-5.4), the largest group first. Deterministic in the order given: each joins the group whose
 * first member is most like it, or begins one. A cause without any word is left out.
 */
export const groupRootCauses = (stated: readonly StatedCause[]): CauseGroup[] => {
  const groups: Draft[] = [];
  const holding = new Map<string, Draft[]>();
  for (const { id, rootCause } of stated) {
    const words = tellingWords(rootCause);
    if (words.size === 0) continue;
    const group = mostAlike(words, holding) ?? begin(words, groups, holding);
    const key = wordsOf(rootCause).join(' ');
    const text = group.texts.get(key);
    if (text) text.count += 1;
    else group.texts.set(key, { typed: rootCause.trim(), count: 1 });
    group.ids.push(id);
  }
  return groups
    .map(({ ids, texts }) => ({ ids, cause: mostSaid([...texts.values()]) }))
    .sort((one, other) => other.ids.length - one.ids.length || byText(one.cause, other.cause));
};

/** All words when none of them says anything: "it was us" is a cause too. */
function tellingWords(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const telling = words.filter((word) => !EMPTY_WORDS.has(word));
  return new Set(telling.length > 0 ? telling : words);
}

/** Only groups that hold one of the words are looked at. */
function mostAlike(words: ReadonlySet<string>, holding: ReadonlyMap<string, readonly Draft[]>): Draft | null {
  const shared = new Map<Draft, number>();
  for (const word of words)
    for (const group of holding.get(word) ?? []) shared.set(group, (shared.get(group) ?? 0) + 1);
  let best: { group: Draft; likeness: number } | null = null;
  for (const [group, common] of shared) {
    const likeness = common / (words.size + group.words.size - common);
    if (likeness >= ALIKE && (best === null || likeness > best.likeness)) best = { group, likeness };
  }
  return best?.group ?? null;
}

function begin(words: ReadonlySet<string>, groups: Draft[], holding: Map<string, Draft[]>): Draft {
  const group: Draft = { words, ids: [], texts: new Map() };
  groups.push(group);
  for (const word of words) holding.set(word, [...(holding.get(word) ?? []), group]);
  return group;
}

function mostSaid(texts: readonly { readonly typed: string; readonly count: number }[]): string {
  let [most] = texts;
  for (const text of texts) if (most !== undefined && text.count > most.count) most = text;
  return most?.typed ?? '';
}
