import type { Say } from '../say.js';
import type { LookupHit, Person, Responsible } from '../worker/answers.js';
import { briefPoints, type Brief } from './brief-points.js';
import { Days, firstNameOf, initialsOf } from './days.js';
import { mayDo } from './may.js';
import type { BarWords, Link, WhoView } from './who-view.js';

/** For whom the answer is written. */
export interface Reader {
  readonly userId: string;
  readonly timeZone: string;
  readonly language: string;
  readonly roles: readonly string[];
}

/**
 * One customer's answer: who, until when, what to know, why. Owner present is one line; else the chain gives a reason for each
 * step (product.md 5). `apiUrl` makes the link absolute.
 */
export function describeWho(hit: LookupHit, brief: Brief | null, reader: Reader, say: Say, apiUrl: string): WhoView {
  const { responsible: answer } = hit;
  const days = new Days(reader.language, reader.timeZone);
  const person = answer.responsible;
  const owns = answer.because === 'owner';
  const mine = person?.user_id === reader.userId;
  const takes = canTakeOver(answer, reader);
  const points = brief ? briefPoints(brief, days, say, answer.at) : [];
  return {
    state: !person ? 'gap' : owns ? 'here' : 'covered',
    bar: { ...barWords(answer, reader, days, say), act: takes && !person ? 'take-over' : 'escalate' },
    title: hit.customer.name,
    face: person
      ? { initials: initialsOf(person.name), tone: owns ? 'plain' : 'covered' }
      : { initials: '', tone: 'gap' },
    headline: headline(answer, mine, say),
    detail: detail(answer, days, say),
    notice: '',
    points: points.length ? { heading: say(mine ? 'who.doFirst' : 'who.beforeYouWrite'), items: points } : null,
    chain: owns ? null : { heading: whyHeading(person, mine, say), items: chain(answer, say) },
    link: new URL(hit.links.dashboard, apiUrl).href,
    canTakeOver: takes,
    canLink: false,
    retry: null,
  };
}

/**
 * Whoever stands in for somebody absent may be relieved (POST take-over); the owner has nothing to take over, and who was passed over
 * for being away cannot.
 */
export function canTakeOver(answer: Responsible, { userId, roles }: Reader): boolean {
  const { because, owner, responsible, skipped } = answer;
  if (skipped.some(({ user, reason }) => user.user_id === userId && reason === IS_AWAY)) return false;
  if (because === 'owner' || !owner || owner.user_id === userId) return false;
  return responsible?.user_id !== userId && mayDo(roles, 'coverage:answer');
}

/** "Ben covers until Fri": over 8 letters the word "covers" goes; the bar cuts the name, never the day. */
export function barWords(answer: Responsible, reader: Reader, days: Days, say: Say): Omit<BarWords, 'act'> {
  const person = answer.responsible;
  const until = answer.until && days.untilShort(answer.until, answer.at, answer.time_zone);
  const plain = (mark: BarWords['mark'], rest: string, sentence: string): Omit<BarWords, 'act'> => ({
    mark,
    name: '',
    rest,
    short: rest,
    sentence,
  });
  if (!person) return plain('gap', say('bar.nobody'), whoSentence(answer, reader, days, say));
  const mine = person.user_id === reader.userId;
  const sentence = whoSentence(answer, reader, days, say);
  const name = firstNameOf(person.name);
  if (answer.because === 'owner') {
    return mine ? plain('plain', say('bar.youHere'), sentence) : { ...plain('plain', say('bar.here'), sentence), name };
  }
  if (mine && until) return { ...plain('covered', mineUntil(until, say), sentence), short: say('bar.youUntil', until) };
  if (mine) return plain('covered', say('bar.youCoverOpen'), sentence);
  if (!until) return { ...plain('covered', say('bar.coversOpen'), sentence), name };
  const [long, short] = [say('bar.covers', until), say('bar.until', until)];
  const tooLong = name.length > 8 || name.length + long.length > MOST_LETTERS;
  return { mark: 'covered', name, rest: tooLong ? short : long, short, sentence };
}

/** The day is never cut: where "You cover until 4 Dec" is too long, "cover" goes. */
function mineUntil(until: string, say: Say): string {
  const long = say('bar.youCover', until);
  return long.length <= MOST_LETTERS ? long : say('bar.youUntil', until);
}

/** Name and rest together; what 220 px hold in an ordinary font, Escalate beside it. */
const MOST_LETTERS = 20;

/** Who and until when in one line, for tooltips, lists and the panel's head. */
export function whoSentence(answer: Responsible, reader: Reader, days: Days, say: Say): string {
  const person = answer.responsible;
  if (!person)
    return answer.until
      ? say('who.nobodyUntil', days.until(answer.until, answer.at, answer.time_zone))
      : say('who.nobody');
  const words = headline(answer, person.user_id === reader.userId, say);
  return answer.because === 'owner' ? words : `${words} ${detail(answer, days, say)}`;
}

/** "Ben Vogel covers", as lists and the popup say it in one line. */
export function headline(answer: Responsible, mine: boolean, say: Say): string {
  const person = answer.responsible;
  if (!person) return say('who.nobody');
  if (answer.because === 'owner') return mine ? say('who.youHere') : say('who.here', person.name);
  if (!mine) return say('who.covers', person.name);
  return answer.owner ? say('who.youCoverFor', firstNameOf(answer.owner.name)) : say('who.youCover');
}

function detail(answer: Responsible, days: Days, say: Say): string {
  const until = answer.until ? say('who.until', days.until(answer.until, answer.at, answer.time_zone)) : '';
  switch (answer.because) {
    case 'owner':
      return say('who.owner');
    case 'team-fallback':
      return until || say('who.teamFallback');
    case 'manager':
      return until || say('who.manager');
    case 'coverage':
      return until || say('who.noEnd');
    case 'gap':
      return until;
  }
}

const whyHeading = (person: Person | null, mine: boolean, say: Say): string =>
  !person ? say('who.whyNobody') : mine ? say('who.whyYou') : say('who.why', firstNameOf(person.name));

function chain(answer: Responsible, say: Say): Link[] {
  const links: Link[] = [];
  const { owner, responsible: person, next } = answer;
  const reasonOf = (who: Person): string =>
    answer.skipped.find(({ user }) => user.user_id === who.user_id)?.reason ?? '';
  if (owner)
    links.push({ mark: 'away', name: owner.name, role: say('who.owns'), reason: reasonWords(reasonOf(owner), say) });
  for (const { user, reason } of answer.skipped) {
    // who was passed over before and covers now is told of once
    if (user.user_id !== owner?.user_id && user.user_id !== person?.user_id)
      links.push({ mark: 'gap', name: user.name, role: '', reason: reasonWords(reason, say) });
  }
  if (person) {
    const role =
      answer.because === 'manager'
        ? 'who.managerRole'
        : answer.because === 'coverage'
          ? 'who.backup'
          : 'who.teamFallbackRole';
    links.push({ mark: 'covered', name: person.name, role: say(role), reason: say('who.here2') });
  }
  if (next)
    links.push({
      mark: 'next',
      name: next.name,
      role: say('who.next'),
      reason: person ? say('who.ifAway', firstNameOf(person.name)) : '',
    });
  return links;
}

const IS_AWAY = 'is away';
/** The API says reasons in English words; the known ones are said in the person's language, others stand as they are. */
const REASONS: Readonly<Record<string, Parameters<Say>[0]>> = {
  [IS_AWAY]: 'reason.away',
  declined: 'reason.declined',
  'has not answered yet': 'reason.unanswered',
  'does not cover any more': 'reason.ended',
  'has left': 'reason.left',
};

const reasonWords = (reason: string, say: Say): string => {
  const key = REASONS[reason];
  return key ? say(key) : sentence(reason);
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
