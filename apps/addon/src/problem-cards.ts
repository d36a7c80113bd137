import { ApiProblem, NoAnswer } from '@understudy/api-client';
import type { Card, CardButton } from '@understudy/contracts';
import type { Surroundings } from './event.js';
import { MayNotRead } from './google/calendar.js';
import { NotConnected } from './google/http.js';

/*
 * Cards for when the API cannot draw one. What is safe, then one button (design/mocks, add-on cards). Texts of the API are
 * plain; Google reads paragraphs as HTML, so they are escaped here.
 */

/** Where it went wrong. `time` is the reader's clock, "10:04". */
export interface Place {
  readonly backend: string;
  readonly time: string;
  readonly surroundings: Surroundings;
}
/** What Google can tell about the account; asked only where a card needs it. */
export interface Account {
  readonly email: () => string;
  readonly consentUrl: () => string | null;
}

interface Said {
  readonly title: string;
  readonly subtitle?: string;
  readonly text: string;
  /** Small facts below, each a line in grey. */
  readonly facts?: readonly string[];
  readonly picture: 'error' | 'locked';
  readonly button: CardButton;
}

const escape = (text: string): string =>
  text.slice(0, 2000).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const BRAND = { red: 0x5b / 255, green: 0x5b / 255, blue: 0xd6 / 255 } as const;
const filled = (text: string, onClick: CardButton['onClick']): CardButton => ({
  text,
  type: 'FILLED',
  color: BRAND,
  onClick,
});
const link = (text: string, url: string): CardButton => filled(text, { openLink: { url } });
const tryAgain = ({ surroundings }: Place): CardButton =>
  filled('Try again', {
    action: {
      function: 'onAction',
      parameters: [
        { key: 'action_id', value: 'card.retry' },
        { key: 'surroundings', value: surroundings },
      ],
    },
  });

const cardOf = (backend: string, { title, subtitle, text, facts = [], picture, button }: Said): Card => ({
  header: {
    title,
    ...(subtitle ? { subtitle } : {}),
    imageUrl: `${backend}cards/state-${picture}.png`,
    imageType: 'SQUARE',
    imageAltText: picture === 'locked' ? 'No access' : 'Error',
  },
  sections: [
    {
      widgets: [escape(text), ...facts.map((fact) => `<font color="#5f6368">${escape(fact)}</font>`)].map((line) => ({
        textParagraph: { text: line },
      })),
    },
  ],
  fixedFooter: { primaryButton: button },
});

/** What to show instead of the card that could not be made. */
export function problemCard(error: unknown, place: Place, account: Account): Card {
  return cardOf(place.backend, saidOf(error, place, account));
}

function saidOf(error: unknown, place: Place, account: Account): Said {
  if (error instanceof ApiProblem) return refused(error, place, account);
  if (error instanceof NotConnected) return notConnected(place, account);
  if (error instanceof MayNotRead) return mayNotRead(place);
  const subtitle = `Tried at ${place.time}`;
  if (error instanceof NoAnswer)
    return {
      title: 'No answer from Understudy',
      subtitle,
      text: SAFE[place.surroundings],
      picture: 'error',
      button: tryAgain(place),
    };
  return {
    title: 'This did not work',
    subtitle,
    text: 'The add-on could not show what came back. Nothing was changed. Try again; if it stays, tell your admin.',
    picture: 'error',
    button: tryAgain(place),
  };
}

const MAIL_IS_SAFE = 'Your mail is untouched and nothing is lost. Try again in a moment.';
const SAFE: Readonly<Record<Surroundings, string>> = {
  home: MAIL_IS_SAFE,
  message: MAIL_IS_SAFE,
  compose: 'Your draft is untouched. Try again in a moment, or send it without us.',
  'calendar-home': 'Your calendar is untouched: time off in it is read as soon as we are back.',
  'calendar-event': 'Your event is safe: it is read as soon as we are back. Nothing you typed is lost.',
};

const notConnected = (place: Place, account: Account): Said => {
  const url = account.consentUrl();
  return {
    title: 'Connect Understudy',
    text: 'See who covers a customer and escalate from here. Uses your work account; mail is read only when you open this card.',
    picture: 'locked',
    button: url ? link('Connect', url) : tryAgain(place),
  };
};

const mayNotRead = ({ backend }: Place): Said => ({
  title: 'May not read this event',
  text: 'Calendar access for Understudy is switched off. Ask your Google admin, or plan the time off on the web.',
  picture: 'locked',
  button: link('Plan on the web', backend),
});

/** Where the API's own words are for whoever programs against it. */
const PLAIN: Readonly<Partial<Record<string, string>>> = {
  'request.malformed': 'Understudy could not read what was sent. Nothing was changed. If it stays, tell your admin.',
  'request.too-large': 'This is more than Understudy takes at once. Make it shorter.',
  'idempotency.in-flight': 'It is being saved already. Look again in a moment.',
  'idempotency.other-body': 'It was saved already, as it stood the first time. What you changed since is not.',
  'absences.overlaps-own': 'This person is away in that time already. Change that time off instead.',
  'coverage.already-asked': 'A colleague asked somebody for this just now. Refresh to see whom.',
  'coverage.taken-over': 'Somebody else took this customer over already.',
  'stakeholders.email-taken': 'A colleague linked this address to another customer just now. Refresh to see which.',
  'version.stale': 'Somebody changed this meanwhile. Refresh, and look at it again.',
};
const wordsOf = ({ code, detail }: ApiProblem['problem']): string => PLAIN[code] ?? detail;

function refused({ problem }: ApiProblem, place: Place, account: Account): Said {
  if (problem.status === 401) return whoAreYou(problem, place, account);
  if (problem.status === 403)
    return {
      title: 'Not yours to see',
      text: problem.detail,
      picture: 'locked',
      button: link('Open dashboard', place.backend),
    };
  return {
    title: problem.status >= 500 || problem.status === 429 ? 'Understudy is busy' : 'This did not work',
    subtitle: `Tried at ${place.time}`,
    text: wordsOf(problem),
    facts: [`Request ${problem.request_id}`],
    picture: 'error',
    button: tryAgain(place),
  };
}

/** Google vouches for somebody, and the API does not take them. No card says more of the organisation than that. */
function whoAreYou({ code, detail, ...more }: ApiProblem['problem'], place: Place, account: Account): Said {
  const said = (title: string, text: string, facts: readonly string[] = []): Said => ({
    title,
    text,
    facts: facts.filter((fact) => fact !== ''),
    picture: 'locked',
    button: tryAgain(place),
  });
  const email = account.email();
  const you = email ? `You are here as ${email}` : '';
  switch (code) {
    case 'identity.addon-unknown': {
      const { audience } = more;
      return said('Not set up yet', detail, [typeof audience === 'string' ? `For your admin: add-on ${audience}` : '']);
    }
    case 'identity.token-expired':
      return said('Sign in again', 'Google’s word for who you are is too old. Close the add-on and open it again.', [
        you,
      ]);
    case 'identity.access-ended':
      return said('Your access has ended', detail, [you]);
    case 'identity.unknown-person':
      return said('Not with this account', detail, [you]);
    default:
      return said(
        'Sign in again',
        'Understudy could not tell who you are. Close the add-on and open it again; if it stays, tell your admin.',
        [you],
      );
  }
}

/** One sentence for the foot of the window: the card under it stays, and what was typed in it. At most 200 letters. */
export function problemText(error: unknown): string {
  if (error instanceof ApiProblem) return wordsOf(error.problem).slice(0, 200) || 'This did not work.';
  if (error instanceof NoAnswer)
    return 'No answer from Understudy. What you typed is still here; try again in a moment.';
  if (error instanceof NotConnected) return 'Google did not say who you are. Close the add-on and open it again.';
  return 'The add-on could not show what came back. What you typed is still here.';
}
