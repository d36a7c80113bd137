import type { Card, CardSection } from '@understudy/contracts';
import { coverageWords } from './absence-words.js';
import type { CalendarHomeView } from './calendar-views.js';
import { html, lines, toned } from './markup.js';
import type { Frame } from './views.js';
import { spanText, until } from './when.js';
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

const SUGGESTIONS_SHOWN = 3;
const MINE_SHOWN = 12;
const MINE_IN_SIGHT = 4;
const TEAM_SHOWN = 20;
const TEAM_IN_SIGHT = 5;

/** The add-on in Calendar without an event: what may be time off, mine, my team's. */
export function calendarHomeCard(view: CalendarHomeView): Card {
  const { frame } = view;
  const suggestions = suggestionSections(view);
  const plan = act('setup.dates-form', {});
  const out = quiet('I am out now', act('away.form', {}));
  const sections = [...suggestions, ...mineSection(view), ...teamSection(view)];
  return card({
    header: header(frame, 'home', 'Time off', 'Next 90 days'),
    sections: [
      ...(sections.length > 0
        ? sections
        : [section([paragraph(html('No time off ahead, neither yours nor of your team.'))])]),
      // one filled button a card: a suggestion has it, then there is no footer
      ...(suggestions.length > 0
        ? [section([buttons(button('Plan time off', plan), ...(view.isAwayNow ? [] : [out]))])]
        : []),
    ],
    ...(suggestions.length > 0
      ? {}
      : { footer: { primary: filled('Plan time off', plan), ...(view.isAwayNow ? {} : { secondary: out }) } }),
  });
}

/** Never counted before the person says yes (product.md 14). */
function suggestionSections({ suggestions, frame }: CalendarHomeView): CardSection[] {
  return suggestions.slice(0, SUGGESTIONS_SHOWN).map(({ absenceId, title, source, startsAt, endsAt }, index) => {
    const span = spanText(startsAt, endsAt, frame);
    const setUp = act('setup.open', { absence_id: absenceId });
    return section(
      [
        row({
          icon: tinted(frame, 'request', 'Waits for your answer'),
          text: html(title ? `“${title}”, ${span}` : span),
          below: html(`From ${source}`),
        }),
        buttons(
          index === 0 ? filled('Set up', setUp) : button('Set up', setUp),
          button('It is not', act('absence.dismiss', { absence_id: absenceId, from: 'calendar' })),
        ),
      ],
      ...(index === 0 ? [html('Is this time off?')] : []),
    );
  });
}

function mineSection({ mine, frame }: CalendarHomeView): CardSection[] {
  const rows = mine.slice(0, MINE_SHOWN).map((absence) => {
    const { state, words } = coverageWords(absence);
    return row({
      icon: tinted(frame, state, words),
      text: html(
        absence.isRunning ? `Now, ${until(absence.endsAt, frame)}` : spanText(absence.startsAt, absence.endsAt, frame),
      ),
      below: toned(state, html(words)),
      ...(absence.isToSetUp ? { button: button('Set up', act('setup.open', { absence_id: absence.absenceId })) } : {}),
      onClick: act('absence.open', { absence_id: absence.absenceId }),
    });
  });
  return list(rows, 'You', MINE_IN_SIGHT, mine.length - rows.length, frame);
}

function teamSection({ team, frame }: CalendarHomeView): CardSection[] {
  const rows = team.slice(0, TEAM_SHOWN).map((absence) => {
    const { state, words } = coverageWords(absence);
    const when = absence.isRunning
      ? `away ${until(absence.endsAt, frame)}`
      : spanText(absence.startsAt, absence.endsAt, frame);
    return row({
      icon: tinted(frame, state, words),
      text: html(absence.person.name),
      below: lines(html(when), toned(state, html(words))),
      ...(absence.mayOpen && state === 'gap'
        ? { button: button('Fix', act('setup.open', { absence_id: absence.absenceId })) }
        : {}),
      ...(absence.mayOpen ? { onClick: act('absence.open', { absence_id: absence.absenceId }) } : {}),
    });
  });
  return list(rows, 'Your team', TEAM_IN_SIGHT, team.length - rows.length, frame);
}

function list(
  rows: ReturnType<typeof row>[],
  title: string,
  inSight: number,
  left: number,
  frame: Frame,
): CardSection[] {
  if (rows.length === 0) return [];
  const more =
    left > 0
      ? [row({ text: toned('quiet', html(`${left} more on the dashboard`)), onClick: open(`${frame.publicUrl}/team`) })]
      : [];
  const all = [...rows, ...more];
  return [all.length > inSight + 1 ? collapsed(all, html(title), inSight) : section(all, html(title))];
}
