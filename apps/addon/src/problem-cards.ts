import { ApiProblem, NoAnswer } from '@understudy/api-client';
import type { Card, CardButton } from '@understudy/contracts';

/*
 * Cards for when the API cannot draw one. What is safe, then one button (design/mocks, add-on cards). Texts of the API are
 * plain; Google reads paragraphs as HTML, so they are escaped here.
 */

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').slice(0, 2000);

interface Said {
  readonly title: string;
  readonly subtitle?: string;
  readonly text: string;
  readonly picture: 'error' | 'locked';
  readonly button: CardButton;
  readonly request?: string;
}

const BRAND = { red: 0x5b / 255, green: 0x5b / 255, blue: 0xd6 / 255 } as const;
const tryAgain: CardButton = {
  text: 'Try again',
  type: 'FILLED',
  color: BRAND,
  onClick: { action: { function: 'onAction', parameters: [{ key: 'action_id', value: 'card.retry' }] } },
};
const openDashboard = (url: string): CardButton => ({
  text: 'Open dashboard',
  type: 'FILLED',
  color: BRAND,
  onClick: { openLink: { url } },
});

const cardOf = (backend: string, { title, subtitle, text, picture, button, request }: Said): Card => ({
  header: {
    title,
    ...(subtitle ? { subtitle } : {}),
    imageUrl: `${backend}cards/state-${picture}.png`,
    imageType: 'SQUARE',
    imageAltText: picture === 'locked' ? 'No access' : 'Error',
  },
  sections: [
    {
      widgets: [
        { textParagraph: { text: escape(text) } },
        ...(request ? [{ textParagraph: { text: `<font color="#5f6368">Request ${escape(request)}</font>` } }] : []),
      ],
    },
  ],
  fixedFooter: { primaryButton: button },
});

/** What to show instead of the card that could not be made. `time` is the reader's clock, "10:04". */
export function problemCard(error: unknown, backend: string, time: string): Card {
  if (error instanceof ApiProblem) return refused(error, backend, time);
  if (error instanceof NoAnswer) {
    return cardOf(backend, {
      title: 'No answer from Understudy',
      subtitle: `Tried at ${time}`,
      text: 'Your mail is untouched and nothing is lost. Try again in a moment.',
      picture: 'error',
      button: tryAgain,
    });
  }
  return cardOf(backend, {
    title: 'This did not work',
    subtitle: `Tried at ${time}`,
    text: 'The add-on could not show what came back. Nothing was changed. Try again; if it stays, tell your admin.',
    picture: 'error',
    button: tryAgain,
  });
}

function refused({ problem }: ApiProblem, backend: string, time: string): Card {
  if (problem.status === 401) {
    return cardOf(backend, {
      title: 'Connect Understudy',
      text: problem.detail,
      picture: 'locked',
      button: openDashboard(backend),
    });
  }
  if (problem.status === 403) {
    return cardOf(backend, {
      title: 'Not yours to see',
      text: problem.detail,
      picture: 'locked',
      button: openDashboard(backend),
    });
  }
  return cardOf(backend, {
    title: problem.status >= 500 || problem.status === 429 ? 'Understudy is busy' : 'This did not work',
    subtitle: `Tried at ${time}`,
    text: problem.detail,
    picture: 'error',
    button: tryAgain,
    request: problem.request_id,
  });
}

/** One sentence for the foot of the window: the card under it stays, and what was typed in it. At most 200 letters. */
export function problemText(error: unknown): string {
  if (error instanceof ApiProblem) return error.problem.detail.slice(0, 200) || 'This did not work.';
  if (error instanceof NoAnswer)
    return 'No answer from Understudy. What you typed is still here; try again in a moment.';
  return 'The add-on could not show what came back. What you typed is still here.';
}
