import type { Card } from '@understudy/contracts';
import { threadOf } from './brief-sections.js';
import type { NoteFormView } from './form-views.js';
import { errorRows, textField, typed } from './forms.js';
import { html, toned } from './markup.js';
import { firstName } from './people.js';
import { act, card, filled, fullName, header, local, paragraph, quiet, section } from './widgets.js';

/** A note for whoever looks after this customer next: it stands in the brief. */
export function noteCard({ frame, customer, thread, briefId, owner, requestKey, form, errors }: NoteFormView): Card {
  return card({
    header: header(frame, 'covered', 'Add a note', customer.name),
    sections: [
      section([
        ...errorRows(errors, { note: 'The note' }),
        ...fullName(customer.name),
        textField({ name: 'note', label: 'What is worth knowing?', lines: 'many', max: 4000 }, typed(form, 'note')),
        paragraph(
          toned(
            'quiet',
            html(`It stands in the brief, and ${firstName(owner)} reads it when back. The customer does not.`),
          ),
        ),
      ]),
    ],
    footer: {
      primary: filled(
        'Save',
        act('note.add', {
          brief_id: briefId,
          customer_id: customer.id,
          request_key: requestKey,
          ...threadOf(thread),
        }),
      ),
      secondary: quiet('Cancel', local('card.back')),
    },
  });
}
