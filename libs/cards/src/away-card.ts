import type { AwayUntil, BEST_FIT, Card } from '@understudy/contracts';
import type { AwayFormView } from './form-views.js';
import { choiceField, dayField, errorRows, textField, typed } from './forms.js';
import { html, toned } from './markup.js';
import { act, card, filled, header, local, paragraph, quiet, section } from './widgets.js';

const UNTIL = [
  { value: 'today', text: 'The rest of today' },
  { value: 'hours', text: 'Some hours, back today' },
  { value: 'day', text: 'Longer, back on a day' },
  { value: 'open', text: 'I do not know yet' },
] as const satisfies readonly { value: AwayUntil; text: string }[];

/** Whoever fits best is found by the server; a colleague can be wished for. */
const BEST: { readonly value: typeof BEST_FIT; readonly text: string } = {
  value: 'best',
  text: 'Who fits best, asked at once',
};

const LABELS = {
  until: 'Until when',
  back_at: 'The time',
  back_on: 'The day',
  backup: 'Who covers',
  note: 'What they need to know',
} as const;

/** "I am out now": from this minute on, no reason asked; everything preselected, so that one tap is enough (PRD-258 FR-1.4). */
export function awayCard({ frame, requestKey, hours, backOn, colleagues, form, errors }: AwayFormView): Card {
  const isLate = hours.length === 0;
  const choices = UNTIL.filter(({ value }) => value !== 'hours' || !isLate);
  return card({
    header: header(frame, 'away', 'I am out now', 'No reason is asked'),
    sections: [
      section([
        ...errorRows(errors, LABELS),
        choiceField(
          { name: 'until', label: 'Until when?', type: 'RADIO_BUTTON' },
          choices,
          typed(form, 'until') ?? 'today',
        ),
        ...(isLate
          ? []
          : [
              choiceField(
                { name: 'back_at', label: 'Back today at', type: 'DROPDOWN' },
                hours.map((hour) => ({ value: hour, text: hour })),
                typed(form, 'back_at') ?? hours[Math.min(1, hours.length - 1)],
              ),
            ]),
        dayField('back_on', 'Back on', typed(form, 'back_on') ?? backOn),
      ]),
      section([
        choiceField(
          { name: 'backup', label: 'Who covers?', type: 'DROPDOWN' },
          [BEST, ...colleagues.slice(0, 99).map(({ id, name }) => ({ value: id, text: name }))],
          typed(form, 'backup') ?? BEST.value,
        ),
        textField(
          { name: 'note', label: 'What do they need to know? (optional)', lines: 'many', max: 2000 },
          typed(form, 'note'),
        ),
        paragraph(toned('quiet', html('Cover starts at once and is confirmed afterwards.'))),
      ]),
    ],
    footer: {
      primary: filled('I am out', act('away.start', { request_key: requestKey })),
      secondary: quiet('Cancel', local('card.back')),
    },
  });
}
