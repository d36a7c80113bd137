import type { AbsenceKind } from './absences.js';
import { foldName } from './pto-names.js';

/** What the title of an entry in a feed of absences says. */
export interface PtoTitle {
  /** Parts that may be the name, most likely first. */
  readonly names: readonly string[];
  readonly kind: AbsenceKind;
  /** False for what such feeds carry besides: working from home, birthdays, public holidays. */
  readonly isAway: boolean;
  /** Asked for and not approved yet. */
  readonly isTentative: boolean;
}

const words = (...list: string[]) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

const NOT_AWAY = words(
  'working (?:from home|remotely)',
  'work from (?:home|anywhere)',
  'wfh',
  'home ?-?office',
  'remote(?: work(?:ing)?)?',
  'mobiles? arbeiten',
  't[ée]l[ée]travail',
  'teletrabajo',
  'teletrabalho',
  'smart ?working',
  'thuiswerken',
  'birthday(?! (?:leave|off))',
  'geburtstag',
  'anniversaire',
  'cumplea[ñn]os',
  'work anniversary',
  'anniversary',
  'public holidays?',
  'bank holidays?',
  'company holidays?',
  'feiertage?',
  'jours? f[ée]ri[ée]s?',
  'd[ií]as? festivos?',
  'festivi',
  'feriados?',
);
const TENTATIVE = words(
  'pending',
  'requested',
  'tentative',
  'unapproved',
  'not approved',
  'awaiting approval',
  'to be approved',
  'beantragt',
  'angefragt',
  'nicht genehmigt',
  'en attente',
  'demand[ée]e?',
  'pendiente',
  'solicitad[oa]',
  'in attesa',
  'richiest[oa]',
  'pendente',
  'aangevraagd',
);
const CONFERENCE = words(
  'conference',
  'konferenz',
  'conf[ée]rence',
  'conferencia',
  'conferenza',
  'training',
  'schulung',
  'fortbildung',
  'formation',
  'formaci[óo]n',
  'formazione',
  'business trip',
  'dienstreise',
  'off-?site',
);
/** What stands around a name in a title and belongs to none. */
const FILLER = words(
  'is',
  'on',
  'out',
  'off',
  'away',
  'half day',
  'half-day',
  'days?',
  'hours?',
  'hrs?',
  'am',
  'pm',
  'until',
  'approved',
);

/** Dashes only with spaces around them: "Anne-Marie" is one name. */
const SEPARATORS = /\s+[-–—|·•]+\s+|\s*[:|·•/]\s+|\s*[()[\]{}]\s*|\s*–\s*/u;
const IS_OUT =
  /^(.{2,80}?)(?:'s|’s)?\s+(?:is\s+|are\s+|ist\s+|est\s+)?(?:on|out|off|away|ooo|im|in|en|de|abwesend|absent)\b.*$/iu;
const POSSESSIVE = /^(.{2,80}?)(?:'s|’s)\s+\p{L}.*$/u;

const parts = (title: string): string[] =>
  title
    .split(SEPARATORS)
    .map((part) => part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.]+$/gu, '').trim())
    .filter((part) => /\p{L}{2}/u.test(part));

/**
 * Reads titles such as "[Vacation] John Doe" (Personio), "John Doe (Vacation - 3 days)", "Urlaub: Jane Roe", "Ana Costa is on leave". `kindOf`
 * knows the words for absences in many languages; a feed of absences needs none of them, so a bare name is an absence of kind `other`.
 */
export function readPtoTitle(title: string, kindOf: (text: string) => AbsenceKind | null): PtoTitle {
  const saysKind = (part: string) => kindOf(part) !== null || CONFERENCE.test(part) || NOT_AWAY.test(part);
  const split = parts(title);
  const bare = split.filter((part) => !saysKind(part) && !TENTATIVE.test(part) && foldName(part.replace(FILLER, '')));
  const phrased = split.flatMap((part) => [POSSESSIVE.exec(part)?.[1] ?? [], IS_OUT.exec(part)?.[1] ?? []].flat());
  const names = [...new Set([...phrased, ...bare, ...split].map((name) => name.trim()))].filter(
    (name) => name.length <= 100,
  );
  const isAway = !NOT_AWAY.test(title);
  const kind =
    kindOf(title) ??
    split.map(kindOf).find((found) => found !== null) ??
    (CONFERENCE.test(title) ? 'conference' : 'other');
  return { names, kind, isAway, isTentative: TENTATIVE.test(title) };
}

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** The e-mail addresses in a text, each once, at most ten. */
export const emailsIn = (text: string): string[] =>
  [...new Set(Array.from(text.slice(0, 20_000).matchAll(EMAIL), ([found]) => found.toLowerCase()))].slice(0, 10);
