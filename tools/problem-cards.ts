import { ApiProblem, NoAnswer } from '@understudy/api-client';
import { type Card, ERRORS, type ErrorCode } from '@understudy/contracts';
import { MayNotRead } from '../apps/addon/src/google/calendar.js';
import { NotConnected } from '../apps/addon/src/google/http.js';
import { problemCard } from '../apps/addon/src/problem-cards.js';

const LONG = 'maximiliane.von-hohenfeld-castellanos@halvorsund-industrial-automation-holding.example';
const problem = (code: ErrorCode, more: object = {}) => {
  const { status, detail } = ERRORS[code];
  return new ApiProblem({
    type: '',
    title: '',
    status,
    code,
    detail,
    request_id: '0197e000-0000-7000-8000-000000000001',
    ...more,
  });
};
const place = { backend: 'http://127.0.0.1:4100/', time: '10:04' };
const of = (
  error: unknown,
  surroundings: Parameters<typeof problemCard>[1]['surroundings'] = 'message',
  email = 'ben@harbor.example',
) =>
  problemCard(
    error,
    { ...place, surroundings },
    { email: () => email, consentUrl: () => 'https://script.google.com/x' },
  );

/** The cards that the add-on makes by itself, when the API cannot draw one. */
export const PROBLEM_CARDS: Readonly<Record<string, Card>> = {
  'problem-no-answer': of(new NoAnswer(0)),
  'problem-no-answer-draft': of(new NoAnswer(0), 'compose'),
  'problem-no-answer-event': of(new NoAnswer(0), 'calendar-event'),
  'problem-busy': of(problem('request.unavailable')),
  'problem-nonsense': of(new Error('x')),
  'problem-connect': of(new NotConnected()),
  'problem-not-set-up': of(
    problem('identity.addon-unknown', {
      audience: `1234567890-${'abcdef0123456789'.repeat(2)}.apps.googleusercontent.com`,
    }),
  ),
  'problem-expired': of(problem('identity.token-expired')),
  'problem-other-account': of(problem('identity.unknown-person'), 'message', LONG),
  'problem-left': of(problem('identity.access-ended')),
  'problem-not-allowed': of(problem('identity.not-allowed')),
  'problem-may-not-read': of(new MayNotRead('x'), 'calendar-event'),
};
