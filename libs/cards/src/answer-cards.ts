import type { Card } from '@understudy/contracts';
import { choiceField, errorRows, textField, typed } from './forms.js';
import { html, toned } from './markup.js';
import { requestRow } from './home-card.js';
import { firstName } from './people.js';
import type { ActivityFormView, DeclineView } from './form-views.js';
import { act, card, filled, fullName, header, local, paragraph, quiet, section } from './widgets.js';

/** Asks why not, before somebody else is asked. Saying no is allowed: plain words, no red. */
export function declineCard({ frame, request, form, errors }: DeclineView): Card {
  return card({
    header: header(frame, 'waiting', 'Decline', `Cover for ${request.owner.name}`),
    sections: [
      section([
        ...errorRows(errors, { reason: 'The reason' }),
        requestRow(request, frame),
        textField({ name: 'reason', label: 'Why not?', lines: 'many', max: 500 }, typed(form, 'reason')),
        paragraph(
          toned(
            'quiet',
            html(`${firstName(request.owner)} and the manager read this. Somebody else is asked at once.`),
          ),
        ),
      ]),
    ],
    footer: {
      primary: filled('Decline', act('coverage.decline', { assignment_id: request.assignmentId })),
      secondary: quiet('Back', local('card.back')),
    },
  });
}

const KINDS = [
  { value: 'email', text: 'Mail' },
  { value: 'call', text: 'Call' },
  { value: 'meeting', text: 'Meeting' },
  { value: 'other', text: 'Something else' },
] as const;

/** What the backup did, for the owner's return. */
export function activityCard({
  frame,
  customer,
  assignmentId,
  owner,
  requestKey,
  form,
  errors,
}: ActivityFormView): Card {
  return card({
    header: header(frame, 'covered', 'Log what I did', customer.name),
    sections: [
      section([
        ...errorRows(errors, { kind: 'The kind', summary: 'What happened' }),
        ...fullName(customer.name),
        choiceField(
          { name: 'kind', label: 'What was it?', type: 'RADIO_BUTTON' },
          KINDS,
          typed(form, 'kind') ?? 'email',
        ),
        textField({ name: 'summary', label: 'What happened?', lines: 'many', max: 4000 }, typed(form, 'summary')),
        paragraph(toned('quiet', html(`${firstName(owner)} reads it when back. The customer does not.`))),
      ]),
    ],
    footer: {
      primary: filled(
        'Save',
        act('activity.log', { customer_id: customer.id, assignment_id: assignmentId, request_key: requestKey }),
      ),
      secondary: quiet('Cancel', local('card.back')),
    },
  });
}
