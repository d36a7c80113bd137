import type { Card, CardSection, CardWidget } from '@understudy/contracts';
import { coverageWords } from './absence-words.js';
import { coveringSection } from './home-covering.js';
import type { HomeView, RequestView, SuggestionView } from './home-views.js';
import { bold, html, lines, toned, width } from './markup.js';
import { count, firstName } from './people.js';
import type { Frame } from './views.js';
import { dayText, moment, spanText, until } from './when.js';
import {
  act,
  button,
  buttons,
  card,
  collapsed,
  filled,
  header,
  open,
  paragraph,
  quiet,
  row,
  section,
  tinted,
} from './widgets.js';

/** What fits beside "Cover for" above a row at 300 px. */
const LABEL_COLUMNS = 22;
const REQUESTS_SHOWN = 5;
const SUGGESTIONS_SHOWN = 3;
const STANDING_SHOWN = 5;
const STANDING_IN_SIGHT = 2;
const ABSENCES_SHOWN = 5;
const AHEAD_SHOWN = 5;

/** What the add-on shows when no message is open: what waits for me, what I cover, my time off. */
export function homeCard(view: HomeView): Card {
  const { frame } = view;
  const today = Temporal.Instant.from(frame.now).toZonedDateTimeISO(frame.timeZone).toPlainDate();
  const sections = [
    ...awaySection(view.away, frame),
    ...requestSections(view.requests, frame),
    ...suggestionSections(view, frame),
    ...coveringSection(view.covering, frame),
    ...standingSection(view.standing, frame),
    ...aheadSection(view.ahead, frame),
    ...absencesSection(view.absences, frame),
  ];
  return card({
    header: header(frame, view.away ? 'away' : 'home', `Today, ${dayText(today, frame)}`, view.reader.name),
    sections: [
      ...(sections.length > 0
        ? sections
        : [section([paragraph(html('Nothing waits for you, and you cover for nobody.'))])]),
      section([
        buttons(
          ...(view.away ? [] : [button('I am out now', act('away.form', {}))]),
          button('Open dashboard', open(`${frame.publicUrl}/`)),
        ),
      ]),
    ],
  });
}

/** Asking takes the worker a moment; that is no gap yet. */
const ASKING = { state: 'waiting', words: 'Who covers is being worked out' } as const;

function awaySection(away: HomeView['away'], frame: Frame): CardSection[] {
  if (!away) return [];
  const isBeingAsked = away.isFresh && away.customerCount > 0 && away.coveredCount + away.askedCount === 0;
  const { state, words } = isBeingAsked ? ASKING : coverageWords(away);
  return [
    section([
      row({
        icon: tinted(frame, state, words),
        text: toned('away', bold(html(`You are out ${until(away.until, frame)}`))),
        below: toned(state, html(words)),
      }),
      buttons(
        button('I am back', act('away.end', { absence_id: away.absenceId })),
        ...(away.isFresh ? [quiet('Undo', act('away.undo', { absence_id: away.absenceId }))] : []),
      ),
    ]),
  ];
}

/** What a request asks, also on the card that asks why not. */
export const requestRow = (request: RequestView, frame: Frame): CardWidget => {
  const risk = request.atRiskCount > 0 ? `, ${request.atRiskCount} at risk` : '';
  const by = request.answerBy ? `. Answer by ${moment(request.answerBy, frame)}` : '';
  const span = bold(html(spanText(request.startsAt, request.endsAt, frame)));
  // Google cuts the label above, and people's names are never cut: a long one moves into the text.
  const long = width(request.owner.name) > LABEL_COLUMNS;
  return row({
    icon: tinted(frame, 'request', 'Waits for your answer'),
    above: html(long ? 'Cover for' : `Cover for ${request.owner.name}`),
    text: long ? lines(html(request.owner.name), span) : span,
    below: html(`${count(request.customerCount, 'customer')}${risk}${by}`),
  });
};

function requestSections(requests: readonly RequestView[], frame: Frame): CardSection[] {
  return requests.slice(0, REQUESTS_SHOWN).map((request, index) => {
    const accept = act('coverage.accept', { assignment_id: request.assignmentId });
    return section(
      [
        requestRow(request, frame),
        buttons(
          index === 0 ? filled('Accept', accept) : button('Accept', accept),
          button('Decline', act('coverage.decline-form', { assignment_id: request.assignmentId })),
          quiet('Why me?', act('coverage.why', { assignment_id: request.assignmentId })),
        ),
      ],
      ...(index === 0
        ? [html(requests.length === 1 ? 'Waits for your answer' : `${requests.length} wait for your answer`)]
        : []),
    );
  });
}

/** Never counted before the person says yes (product.md 14). */
function suggestionSections({ suggestions, requests }: HomeView, frame: Frame): CardSection[] {
  return suggestions.slice(0, SUGGESTIONS_SHOWN).map((suggestion, index) => {
    const yes = act('absence.confirm', { absence_id: suggestion.absenceId });
    const isFirst = index === 0;
    return section(
      [
        suggestionRow(suggestion, frame),
        buttons(
          isFirst && requests.length === 0 ? filled('Yes, I am away', yes) : button('Yes, I am away', yes),
          button('No', act('absence.dismiss', { absence_id: suggestion.absenceId })),
        ),
      ],
      ...(isFirst ? [html(suggestions.length === 1 ? 'Are you away then?' : 'Are you away on these days?')] : []),
    );
  });
}

const suggestionRow = (suggestion: SuggestionView, frame: Frame): CardWidget =>
  row({
    icon: tinted(frame, 'request', 'Waits for your answer'),
    above: html(`From ${suggestion.source}`),
    text: bold(html(spanText(suggestion.startsAt, suggestion.endsAt, frame))),
    below: html(
      [suggestion.title ?? '', `${count(suggestion.customerCount, 'customer')} to cover`]
        .filter((part) => part !== '')
        .join('. '),
    ),
  });

/** For whom I stand in, one by one; it can be given up. */
function standingSection(standing: HomeView['standing'], frame: Frame): CardSection[] {
  const rows = standing.slice(0, STANDING_SHOWN).map(({ assignmentId, owner, until: end, customerCount, releaseBy }) =>
    row({
      icon: tinted(frame, releaseBy ? 'waiting' : 'covered', releaseBy ? 'You asked to be let go' : 'You cover'),
      text: html(owner.name),
      below: releaseBy
        ? toned('waiting', html(`You asked to be let go, ${moment(releaseBy, frame)} at the latest`))
        : html(`${count(customerCount, 'customer')}, ${until(end, frame)}`),
      ...(releaseBy
        ? {}
        : { button: button('I cannot', act('coverage.release-form', { assignment_id: assignmentId })) }),
    }),
  );
  if (rows.length === 0) return [];
  const title = html('You stand in for');
  return [rows.length > STANDING_IN_SIGHT + 1 ? collapsed(rows, title, STANDING_IN_SIGHT) : section(rows, title)];
}

function aheadSection(ahead: HomeView['ahead'], frame: Frame): CardSection[] {
  const rows = ahead.slice(0, AHEAD_SHOWN).map(({ owner, startsAt, endsAt, customerCount }) =>
    row({
      icon: tinted(frame, 'covered', 'You cover'),
      text: html(owner.name),
      below: html(`${spanText(startsAt, endsAt, frame)}, ${count(customerCount, 'customer')}`),
    }),
  );
  return rows.length > 0 ? [section(rows, html('You cover next'))] : [];
}

function absencesSection(absences: HomeView['absences'], frame: Frame): CardSection[] {
  const rows = absences.slice(0, ABSENCES_SHOWN).map((absence) => {
    const { state, words } = coverageWords(absence);
    return row({
      icon: tinted(frame, state, words),
      text: html(spanText(absence.startsAt, absence.endsAt, frame)),
      below: toned(state, html(words)),
      onClick: open(absence.url),
    });
  });
  return rows.length > 0 ? [section(rows, html('Your time off'))] : [];
}

/** Said at the foot after an answer. */
export const acceptedText = (request: RequestView, frame: Frame): string =>
  `You cover for ${firstName(request.owner)}, ${spanText(request.startsAt, request.endsAt, frame)}`;
