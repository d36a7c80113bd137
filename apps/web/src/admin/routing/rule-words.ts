import { EVERY_CATEGORY, MANAGER_OF_CSM } from '@understudy/domain';
import { conditionWords, orList, placeOfCondition } from './condition-words.js';
import type { RuleForm } from './rule-form.js';

/** The part of the editor in which a word of the sentence is decided. */
export type Decides =
  | 'category'
  | 'severity'
  | 'conditions'
  | 'assignTo'
  | 'assignSecondaryTo'
  | 'notify'
  | 'createSlackChannel'
  | 'slaMultiplier';
/** A piece of the sentence: words of ours, or something one decides. */
export interface Piece {
  readonly words: string;
  readonly decides?: Decides;
}
/** Names of people and teams by id; undefined while they are read. */
export type NameOf = (id: string) => string | undefined;

const say = (words: string): Piece => ({ words });
const decide = (decides: Decides, words: string): Piece => ({ words, decides });

/** Who a target is: "the manager of the CSM", a person, "the least loaded of Support". */
export function targetWords(target: string, nameOf: NameOf): string {
  if (target === '') return 'nobody yet';
  if (target.trim() === MANAGER_OF_CSM) return 'the manager of the CSM';
  return nameOf(target) ?? '…';
}

/** "half the normal time", "2 times the normal time". */
export function timesWords(multiplier: number): string {
  if (multiplier === 1) return 'the normal time';
  if (multiplier === 0.5) return 'half the normal time';
  if (multiplier === 2) return 'twice the normal time';
  return `${Number.isFinite(multiplier) ? multiplier : '…'} times the normal time`;
}

const listed = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece, index) => {
    if (index === 0) return [piece];
    return [say(index === pieces.length - 1 ? ' and ' : ', '), piece];
  });

function conditionPieces({ conditions }: RuleForm): Piece[] {
  const at = (place: string) =>
    listed(
      conditions
        .filter((one) => placeOfCondition(one) === place)
        .map((one) => decide('conditions', conditionWords(one))),
    );
  const [customer, csm, time] = [at('customer'), at('csm'), at('time')];
  return [
    ...(customer.length ? [say(' for a customer with '), ...customer] : []),
    ...(csm.length ? [say(customer.length ? ', whose CSM ' : ' for a customer whose CSM '), ...csm] : []),
    ...(time.length ? [say(customer.length + csm.length ? ', ' : ' '), ...time, say(' where the CSM is')] : []),
  ];
}

/**
 * What a rule does, in one plain sentence; each piece that one decides says where. `isLast` is the rule for everything else.
 * "When a Technical escalation of P0 or P1 comes in for a customer with ARR over €100,000, give it to Sue Lindqvist, then Sid Rahman."
 */
export function readingOf(form: RuleForm, nameOf: NameOf, isLast = false): Piece[] {
  const category = form.category === EVERY_CATEGORY ? 'any' : form.category;
  const severity = form.severity.length === 0 ? 'any severity' : orList(form.severity.toSorted());
  const article = /^(?:any$|[aeiou])/i.test(category) ? (category === 'any' ? '' : 'an ') : 'a ';
  const when: Piece[] = isLast
    ? [say('When no rule above matches and the category names nobody')]
    : [
        say(`When ${article}`),
        decide('category', category),
        say(' escalation of '),
        decide('severity', severity),
        say(' comes in'),
        ...conditionPieces(form),
      ];
  const then: Piece[] = [say(', give it to '), decide('assignTo', targetWords(form.assignTo, nameOf))];
  if (form.assignSecondaryTo)
    then.push(say(', then '), decide('assignSecondaryTo', targetWords(form.assignSecondaryTo, nameOf)));
  const also: Piece[][] = [];
  if (form.notify.length)
    also.push([say('tell '), ...listed(form.notify.map((one) => decide('notify', targetWords(one, nameOf))))]);
  if (form.createSlackChannel) also.push([decide('createSlackChannel', 'open a war room')]);
  if (form.slaMultiplier !== 1) also.push([say('use '), decide('slaMultiplier', timesWords(form.slaMultiplier))]);
  const more = also.flatMap((pieces, index) => [
    say(index === 0 ? '. ' : index === also.length - 1 ? ' and ' : ', '),
    ...(index === 0 ? capital(pieces) : pieces),
  ]);
  return joined([...when, ...then, ...more, say('.')]);
}

const capital = ([first, ...rest]: readonly Piece[]): Piece[] =>
  first ? [{ ...first, words: first.words.charAt(0).toUpperCase() + first.words.slice(1) }, ...rest] : [];

/** Words of ours that follow each other are one piece. */
const joined = (pieces: readonly Piece[]): Piece[] =>
  pieces.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1);
    if (last && !last.decides && !piece.decides) return [...all.slice(0, -1), say(last.words + piece.words)];
    return [...all, piece];
  }, []);

/** The sentence as text. */
export const sentenceOf = (form: RuleForm, nameOf: NameOf, isLast = false): string =>
  readingOf(form, nameOf, isLast)
    .map(({ words }) => words)
    .join('');
