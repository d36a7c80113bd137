import type { Card } from '@understudy/contracts';
import type { DatesView, OtherPersonView } from './calendar-views.js';
import { choiceField, dayField, errorRows, textField, typed } from './forms.js';
import { html, toned } from './markup.js';
import { act, card, filled, header, local, paragraph, quiet, section } from './widgets.js';

const LABELS = {
  person: 'The person',
  starts_on: 'The first day',
  ends_on: 'The last day',
  hours: 'The hours',
} as const;

const KINDS = [
  { value: 'vacation', text: 'Vacation' },
  { value: 'conference', text: 'Conference' },
  { value: 'parental', text: 'Parental leave' },
  { value: 'sick', text: 'Sick' },
  { value: 'other', text: 'Something else' },
] as const;

/** Other days than were read, or the days of time off that is in no calendar. */
export function datesCard({ frame, plan, kind, startsOn, endsOn, hours, form, errors }: DatesView): Card {
  return card({
    header: header(frame, 'away', 'When are you away?'),
    sections: [
      section([
        ...errorRows(errors, LABELS),
        dayField('starts_on', 'First day away', typed(form, 'starts_on') ?? startsOn),
        dayField('ends_on', 'Last day away', typed(form, 'ends_on') ?? endsOn),
        textField(
          { name: 'hours', label: 'Only some hours? (optional)', hint: '09:00-12:00, 14:00-15:30', max: 200 },
          typed(form, 'hours') ?? hours,
        ),
      ]),
      section([
        choiceField({ name: 'kind', label: 'What is it?', type: 'DROPDOWN' }, KINDS, typed(form, 'kind') ?? kind),
        paragraph(toned('quiet', html('Only you and your managers see what it is. Customers never do.'))),
      ]),
    ],
    footer: { primary: filled('Next', act('setup.dates', plan)), secondary: quiet('Back', local('card.back')) },
  });
}

/** Behind "Somebody else": everybody who could, and what is to be thought of. */
export function otherPersonCard({ frame, plan, people, errors }: OtherPersonView): Card {
  const shown = people.slice(0, 99);
  return card({
    header: header(frame, 'away', 'Who else?'),
    sections: [
      section([
        ...errorRows(errors, LABELS),
        ...(shown.length > 0
          ? [
              choiceField(
                { name: 'person', label: 'Person', type: 'DROPDOWN' },
                shown.map(({ id, name, why }) => ({ value: id, text: why ? `${name}: ${why}` : name })),
                shown[0]?.id,
              ),
            ]
          : [paragraph(html('There is nobody else. Your manager can choose somebody of another team.'))]),
      ]),
    ],
    footer: {
      primary: shown.length > 0 ? filled('Next', act('setup.person', plan)) : filled('Back', local('card.back')),
      ...(shown.length > 0 ? { secondary: quiet('Back', local('card.back')) } : {}),
    },
  });
}
