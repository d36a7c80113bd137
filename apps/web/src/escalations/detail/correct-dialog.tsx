import { ChangeEscalation } from '@understudy/contracts';
import { Field, Input } from '@understudy/ui';
import { useState } from 'react';
import { codeOf, wordsFor } from '../../api/send.js';
import { useDraft } from '../../api/use-draft.js';
import { RichTextField } from '../../rich-text/rich-text-field.js';
import { useMe } from '../../session/session.js';
import { localInput, toInstant } from './local-moment.js';
import { MoveDialog, useMove } from './move-dialog.js';
import type { MoveFormProps } from './reason-dialogs.js';
import { WordsField } from './words-field.js';

/** What it says, set right. Only fields that were changed here are sent: what others change meanwhile stays theirs. */
export function CorrectDialog({ escalation, onClose }: MoveFormProps) {
  const { user } = useMe();
  const zone = user.time_zone;
  const [first] = useState({
    title: escalation.title,
    description: escalation.description,
    expected_resolution: escalation.expected_resolution ?? '',
    exit_criteria: escalation.exit_criteria ?? '',
    customer_impact: escalation.customer_impact ?? '',
    target_resolution_date: escalation.target_resolution_date
      ? localInput(escalation.target_resolution_date, zone)
      : '',
  });
  const { draft, change, forget } = useDraft(`escalation:${escalation.id}:correct`, first);
  const correct = useMove(ChangeEscalation);
  const differs = (name: keyof typeof first) => draft[name].trim() !== first[name].trim();
  const words = (name: 'expected_resolution' | 'exit_criteria' | 'customer_impact') =>
    differs(name) ? { [name]: draft[name].trim() || null } : {};
  const isSame = !Object.keys(first).some((name) => differs(name as keyof typeof first));
  const missing = !draft.title.trim()
    ? 'It needs a title'
    : !draft.description.trim()
      ? 'Say what happened'
      : isSame
        ? 'Nothing is different yet'
        : null;
  const code = codeOf(correct.error);
  const isAtField = code === 'escalations.expected-resolution-required' || code === 'escalations.target-in-the-past';
  return (
    <MoveDialog
      escalation={escalation}
      title="Correct what it says"
      words="Save"
      busy={correct.isPending}
      missing={missing}
      error={isAtField ? null : correct.error}
      onClose={onClose}
      onSubmit={() =>
        correct.move(
          {
            input: {
              escalation_id: escalation.id,
              ...(differs('title') ? { title: draft.title.trim() } : {}),
              ...(differs('description') ? { description: draft.description.trim() } : {}),
              ...words('expected_resolution'),
              ...words('exit_criteria'),
              ...words('customer_impact'),
              ...(differs('target_resolution_date')
                ? {
                    target_resolution_date: draft.target_resolution_date
                      ? toInstant(draft.target_resolution_date, zone)
                      : null,
                  }
                : {}),
            },
            ifMatch: escalation.version,
          },
          { done: 'Saved. What it said before stands in the timeline.', onDone: () => (forget(), onClose()) },
        )
      }
    >
      <WordsField
        label="Title"
        oneLine
        maxLength={500}
        value={draft.title}
        error={correct.fields['title']}
        onChange={(title) => change({ title })}
      />
      <RichTextField
        label="What happened?"
        value={draft.description}
        error={correct.fields['description']}
        onChange={(description) => change({ description })}
      />
      <WordsField
        label="What would solve it?"
        note="optional for P2 and P3"
        maxLength={4000}
        value={draft.expected_resolution}
        error={
          correct.fields['expected_resolution'] ??
          (code === 'escalations.expected-resolution-required' ? wordsFor(correct.error) : undefined)
        }
        onChange={(value) => change({ expected_resolution: value })}
      />
      <WordsField
        label="How do we know that it is over?"
        note="optional"
        maxLength={4000}
        value={draft.exit_criteria}
        onChange={(value) => change({ exit_criteria: value })}
      />
      <WordsField
        label="What does it cost the customer?"
        note="optional"
        maxLength={4000}
        value={draft.customer_impact}
        onChange={(value) => change({ customer_impact: value })}
      />
      <Field
        label="Target date"
        note="optional"
        hint={`Your time (${zone}). The clock runs as before`}
        {...(code === 'escalations.target-in-the-past' ? { error: wordsFor(correct.error) } : {})}
      >
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={draft.target_resolution_date}
            onChange={(event) => change({ target_resolution_date: event.target.value })}
          />
        )}
      </Field>
    </MoveDialog>
  );
}
