import type { AbsenceKind } from './absences.js';
import { dayOf, startOfDay } from './days.js';
import type { UserId } from './ids.js';
import type { Sighting } from './sightings.js';
import { compareInstants } from './spans.js';

/** What stands beside a person's name in Slack. */
export interface SlackStatus {
  readonly text: string;
  /** ":palm_tree:"; empty for none. */
  readonly emoji: string;
  /** When Slack takes it away by itself; null: when the person does. */
  readonly expiresAt: Temporal.Instant | null;
}

/** Emojis that mean being away all by themselves; the first two are those of Slack's own proposals "Vacationing" and "Out sick". */
const EMOJIS: Readonly<Record<string, AbsenceKind>> = {
  palm_tree: 'vacation',
  face_with_thermometer: 'sick',
  desert_island: 'vacation',
  beach_with_umbrella: 'vacation',
  umbrella_on_ground: 'vacation',
  camping: 'vacation',
  no_entry_sign_ooo: 'vacation',
  ooo: 'vacation',
  'out-of-office': 'vacation',
  vacation: 'vacation',
  pto: 'vacation',
  mask: 'sick',
  face_with_head_bandage: 'sick',
  sneezing_face: 'sick',
  hospital: 'sick',
};
/** Words that make the rest mean something else: somebody who is here, or will be away another day. */
const IS_HERE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    'back from',
    'after (?:my |the )?(?:vacation|holidays?|pto|leave)',
    'before (?:my |the )?(?:vacation|holidays?|pto|leave)',
    'until (?:my |the )?(?:vacation|holidays?|pto|leave)',
    'need(?:s|ing)? (?:a |some )?(?:vacation|holidays?)',
    'dreaming',
    'planning',
    'next week',
    'next month',
    'tomorrow',
    'soon',
    'zur[üu]ck aus',
    'n[äa]chste woche',
    'ab morgen',
    'de retour',
    'semaine prochaine',
    'de vuelta',
    'pr[óo]xima semana',
    'de volta',
    'di ritorno',
    'prossima settimana',
    'volgende week',
    'terug van',
  ].join('|')})(?![\\p{L}\\p{N}])`,
  'iu',
);
/** Lunch, a doctor, an errand: shorter is nobody's coverage. */
const SHORTEST = { hours: 3 } as const;

const EMOJI = /^:?([^:]+)(?:::skin-tone-\d)?:?$/;

/**
 * Why this status says that its person is away, or null when it does not (integrations.md, Slack). `textSays` is what the words mean as a
 * title of a day away. Words win over the emoji; an emoji counts by itself only without words that mean something else.
 */
export function absenceInStatus(
  { text, emoji, expiresAt }: SlackStatus,
  textSays: AbsenceKind | null,
  now: Temporal.Instant,
): AbsenceKind | null {
  if (IS_HERE.test(text)) return null;
  if (expiresAt !== null && compareInstants(expiresAt, now.add(SHORTEST)) < 0) return null;
  const name = EMOJI.exec(emoji)?.[1] ?? '';
  return textSays ?? (Object.hasOwn(EMOJIS, name) ? (EMOJIS[name] ?? null) : null);
}

/**
 * The sighting of a status that has been there since `since`: until it ends by itself, or open until somebody clears it. `key` names this
 * one time: whoever dismissed it is not asked again until they clear it and set one anew. An end at a local midnight is a whole day's.
 */
export function statusSighting(
  { userId, timeZone, certainty }: { userId: UserId; timeZone: string; certainty: 'fact' | 'suggestion' },
  {
    key,
    since,
    kind,
    expiresAt,
  }: { key: string; since: Temporal.Instant; kind: AbsenceKind; expiresAt: Temporal.Instant | null },
): Sighting {
  const during = { startsAt: since, endsAt: expiresAt };
  const isWhole = expiresAt === null || startOfDay(dayOf(expiresAt, timeZone), timeZone).equals(expiresAt);
  return {
    ref: { source: 'slack', externalId: key, certainty },
    userId,
    kind,
    days: {
      firstOn: dayOf(since, timeZone),
      lastOn: expiresAt === null ? null : dayOf(expiresAt.subtract({ nanoseconds: 1 }), timeZone),
      timeZone,
    },
    during,
    windows: isWhole ? [] : [during],
  };
}
