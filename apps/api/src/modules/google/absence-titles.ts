import type { AbsenceKind } from '@understudy/domain';

/** `\b` knows ASCII only: these edges hold for "férias" and "congés" too. Chinese, Japanese and Korean have no spaces between words. */
const words = (...list: string[]) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${list.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
const anywhere = (...list: string[]) => new RegExp(list.join('|'), 'u');

/**
 * Titles that people give a day away, by what they mean (integrations.md). First match counts; a title that only mentions a holiday party
 * is nobody's absence, hence the exclusions below.
 */
const PATTERNS: readonly (readonly [AbsenceKind, RegExp])[] = [
  [
    'sick',
    words(
      'sick(?: leave| day)?',
      'krank(?:heit|gemeldet)?',
      'arr[êe]t maladie',
      'malade',
      'baja (?:m[ée]dica|por enfermedad)',
      'malattia',
      'baixa m[ée]dica',
      'ziek',
    ),
  ],
  ['sick', anywhere('病欠', '病気休暇', '病假', '병가')],
  [
    'parental',
    words(
      'parental leave',
      'maternity(?: leave)?',
      'paternity(?: leave)?',
      'elternzeit',
      'mutterschutz',
      'cong[ée] (?:parental|maternit[ée]|paternit[ée])',
      'licen[cç]a (?:maternidade|paternidade|parental)',
    ),
  ],
  ['parental', anywhere('育休', '産休', '育児休業')],
  [
    'vacation',
    words(
      'pto',
      'ooo',
      'out of (?:the )?office',
      'vacation',
      'annual leave',
      'on leave',
      'day off',
      'time off',
      'holidays?',
      'urlaub',
      'im urlaub',
      'abwesend',
      'ferien',
      'cong[ée]s?(?: pay[ée]s?)?',
      'vacances',
      'absent(?:e)?',
      'vacaciones',
      'fuera de la oficina',
      'ferie',
      'in ferie',
      'fuori ufficio',
      'f[ée]rias',
      'folga',
      'fora do escrit[óo]rio',
      'vakantie',
      'verlof',
      'urlop',
    ),
  ],
  ['vacation', anywhere('休暇', '有給', '有休', '休み', '年假', '休假', '휴가', '연차')],
];
/** Public holidays and celebrations carry the same words and take nobody away by themselves. */
const NOT_AN_ABSENCE = words(
  'party',
  'feier',
  'public holiday',
  'bank holiday',
  'feiertag',
  'jour f[ée]ri[ée]',
  'festivo',
  'feriado',
  'calendar',
  'planning',
  'policy',
  'request',
  'review',
);

/** What a title says about being away, or null when it says nothing of the kind. */
export function absenceInTitle(title: string): AbsenceKind | null {
  if (NOT_AN_ABSENCE.test(title)) return null;
  return PATTERNS.find(([, pattern]) => pattern.test(title))?.[0] ?? null;
}

/** People write it into a title to say: not an absence. */
export const isNoCover = (title: string): boolean => /#no-cover(?![\p{L}\p{N}-])/iu.test(title);
