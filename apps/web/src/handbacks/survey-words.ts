import type { AnswerOf, ListSurveys } from '@understudy/contracts';
import { firstNameOf, formatDuring } from '@understudy/ui';

export type Survey = AnswerOf<typeof ListSurveys>['items'][number];

export const SURVEY_QUESTIONS = {
  csm: {
    title: 'Could you really let go?',
    low: 'Not at all',
    high: 'Completely',
    asks: [
      { key: 'missing', label: 'What was missing when you came back' },
      { key: 'better', label: 'What would make the next absence easier' },
    ],
  },
  backup: {
    title: 'How was standing in?',
    low: 'Hard',
    high: 'Easy',
    asks: [
      { key: 'missing', label: 'What you had to find out yourself' },
      { key: 'better', label: 'What would have helped you' },
    ],
  },
} as const satisfies Record<Survey['asked_as'], unknown>;

export const surveyTitle = (survey: Survey): string => SURVEY_QUESTIONS[survey.asked_as].title;

/** "Ana's absence, 20 to 31 Jul" for a backup, "your absence" for who was away. */
export function surveyAbout({ asked_as, about, time_zone, with: others }: Survey): string {
  const days = formatDuring(about.starts_at, about.ends_at, time_zone);
  if (asked_as === 'csm') return `Your absence, ${days}`;
  return `You stood in for ${others.map(({ name }) => firstNameOf(name)).join(', ')}, ${days}`;
}
