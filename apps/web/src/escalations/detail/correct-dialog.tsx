import { ChangeEscalation } from '@understudy/contracts';
import { Field, Input } from '@understudy/ui';
import { useEdit } from '../../editing/use-edit.js';
import { codeOf, wordsFor } from '../../api/send.js';
import { RichTextField } from '../../rich-text/rich-text-field.js';
import { useMe } from '../../session/session.js';
import { BothChanged } from './both-changed.js';
import type { Escalation } from './escalation.js';
import { localInput, toInstant } from './local-moment.js';
import { MoveDialog, useMove } from './move-dialog.js';
import type { MoveFormProps } from './reason-dialogs.js';
import { WordsField } from './words-field.js';

const LABELS = {
  title: 'Title',
  description: 'What happened?',
  expected_resolution: 'What would solve it?',
  exit_criteria: 'How do we know that it is over?',
  customer_impact: 'What does it cost the customer?',
  target_resolution_date: 'Target date',
  resolution_summary: 'How was it solved?',
  root_cause: 'What caused it?',
} as const;
type Said = Readonly<Record<keyof typeof LABELS, string>>;

const saidIn = (escalation: Escalation, zone: string): Said => ({
  title: escalation.title,
  description: escalation.description,
  expected_resolution: escalation.expected_resolution ?? '',
  exit_criteria: escalation.exit_criteria ?? '',
  customer_impact: escalation.customer_impact ?? '',
  target_resolution_date: escalation.target_resolution_date ? localInput(escalation.target_resolution_date, zone) : '',
  resolution_summary: escalation.resolution_summary ?? '',
  root_cause: escalation.root_cause ?? '',
});

/** What keeps it from being saved, in words; null: go ahead. `isResolved`: it says how it was solved too. */
function missingIn(said: Said, isDirty: boolean, clashes: boolean, isResolved: boolean): string | null {
  if (clashes) return 'Choose yours or theirs';
  if (!said.title.trim()) return 'It needs a title';
  if (!said.description.trim()) return 'Say what happened';
  if (isResolved && !said.resolution_summary.trim()) return 'Say how it was solved';
  return isDirty ? null : 'Nothing is different yet';
}

/**
 * What it says, set right. Only what was changed here is sent: fields that others change meanwhile stay theirs, and where both changed
 * one, somebody chooses.
 */
export function CorrectDialog({ escalation, onClose }: MoveFormProps) {
  const { user } = useMe();
  const zone = user.time_zone;
  const edit = useEdit(`escalation:${escalation.id}`, saidIn(escalation, zone), escalation.version);
  const { values, change } = edit;
  const correct = useMove(ChangeEscalation);
  const isResolved = escalation.resolution_summary !== null;
  const code = codeOf(correct.error);
  const isAtField = code === 'escalations.expected-resolution-required' || code === 'escalations.target-in-the-past';
  const finish = () => (edit.asItWas(), onClose());
  const field = (name: keyof Said) => ({
    label: LABELS[name],
    value: values[name],
    error: correct.fields[name],
    onChange: (value: string) => change({ [name]: value }),
  });
  return (
    <MoveDialog
      escalation={escalation}
      title="Correct what it says"
      words="Save"
      busy={correct.isPending}
      missing={missingIn(values, edit.dirty, edit.clashes, isResolved)}
      error={isAtField ? null : correct.error}
      onClose={onClose}
      onSubmit={() =>
        correct.move(
          { input: { escalation_id: escalation.id, ...toSend(edit.edits, zone) }, ifMatch: escalation.version },
          { done: 'Saved. What it said before stands in the timeline.', onDone: finish },
        )
      }
    >
      <BothChanged edit={edit} labels={LABELS} />
      <WordsField {...field('title')} oneLine maxLength={500} />
      <RichTextField {...field('description')} />
      <WordsField
        {...field('expected_resolution')}
        note="optional for P2 and P3"
        maxLength={4000}
        error={
          correct.fields['expected_resolution'] ??
          (code === 'escalations.expected-resolution-required' ? wordsFor(correct.error) : undefined)
        }
      />
      <WordsField {...field('exit_criteria')} note="optional" maxLength={4000} />
      <WordsField {...field('customer_impact')} note="optional" maxLength={4000} />
      {isResolved ? (
        <>
          <RichTextField {...field('resolution_summary')} small />
          <WordsField {...field('root_cause')} maxLength={4000} />
        </>
      ) : null}
      <Field
        label={LABELS.target_resolution_date}
        note="optional"
        hint={`Your time (${zone}). The clock runs as before`}
        {...(code === 'escalations.target-in-the-past' ? { error: wordsFor(correct.error) } : {})}
      >
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={values.target_resolution_date}
            onChange={(event) => change({ target_resolution_date: event.target.value })}
          />
        )}
      </Field>
    </MoveDialog>
  );
}

/** Only what differs; what was emptied is taken away, where it may be. */
function toSend(
  { title, description, resolution_summary: summary, root_cause: cause, ...rest }: Partial<Said>,
  zone: string,
) {
  const { target_resolution_date: target, ...words } = rest;
  return {
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(description === undefined ? {} : { description: description.trim() }),
    ...(summary?.trim() ? { resolution_summary: summary.trim() } : {}),
    ...(cause?.trim() ? { root_cause: cause.trim() } : {}),
    ...Object.fromEntries(Object.entries(words).map(([name, value]) => [name, value.trim() || null])),
    ...(target === undefined ? {} : { target_resolution_date: target ? toInstant(target, zone) : null }),
  };
}
