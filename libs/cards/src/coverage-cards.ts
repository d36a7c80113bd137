import type { Card } from '@understudy/contracts';
import type { ReleaseView, WhyView } from './form-views.js';
import { errorRows, textField, typed } from './forms.js';
import { requestRow } from './home-card.js';
import { html, toned } from './markup.js';
import { count, firstName } from './people.js';
import { until } from './when.js';
import { act, card, filled, grey, header, local, paragraph, quiet, row, section } from './widgets.js';

const REASONS_SHOWN = 8;

/** "See why me": the reasons behind a request, and what saying yes would mean. */
export function whyCard({ frame, request, rung, reasons, loadAfter }: WhyView): Card {
  return card({
    header: header(frame, 'waiting', 'Why me?', `Cover for ${request.owner.name}`),
    sections: [
      section([
        requestRow(request, frame),
        row({ icon: grey('how_to_reg'), above: html('You are asked as'), text: html(rung) }),
      ]),
      section(
        reasons.slice(0, REASONS_SHOWN).map((reason) => row({ icon: grey('info'), text: html(reason) })),
        html('What speaks for you'),
      ),
      section([row({ icon: grey('group'), above: html('With a yes you look after'), text: html(loadAfter) })]),
    ],
    footer: {
      primary: filled('Accept', act('coverage.accept', { assignment_id: request.assignmentId })),
      secondary: quiet('Back', local('card.back')),
    },
  });
}

/** Asks why somebody who said yes cannot go on. They stay until somebody else has said yes. */
export function releaseCard({
  frame,
  assignmentId,
  owner,
  until: end,
  customerCount,
  form,
  errors,
}: ReleaseView): Card {
  return card({
    header: header(frame, 'waiting', 'I cannot go on', `Cover for ${owner.name}`),
    sections: [
      section([
        ...errorRows(errors, { reason: 'The reason' }),
        row({
          icon: grey('person'),
          above: html('You cover for'),
          text: html(owner.name),
          below: html(`${count(customerCount, 'customer')}, ${until(end, frame)}`),
        }),
        textField({ name: 'reason', label: 'Why not?', lines: 'many', max: 500 }, typed(form, 'reason')),
        paragraph(
          toned(
            'quiet',
            html(
              `Somebody else is asked at once. You stay until they say yes, so that ${firstName(owner)}'s customers are never alone.`,
            ),
          ),
        ),
      ]),
    ],
    footer: {
      primary: filled('Ask to be let go', act('coverage.release', { assignment_id: assignmentId })),
      secondary: quiet('Cancel', local('card.back')),
    },
  });
}
