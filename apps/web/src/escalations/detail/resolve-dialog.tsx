import { ResolveEscalation, SetSupportStatus, type ESCALATION_OUTCOMES } from '@understudy/contracts';
import { SegmentedControl } from '@understudy/ui';
import { useDraft } from '../../drafts/use-draft.js';
import { useMe } from '../../session/session.js';
import { RichTextField } from '../../rich-text/rich-text-field.js';
import { isForSupporters, type Escalation } from './escalation.js';
import { MoveDialog, useMove } from './move-dialog.js';
import { WordsField } from './words-field.js';

type Outcome = (typeof ESCALATION_OUTCOMES)[number];
const OUTCOMES = [
  { value: 'saved', words: 'Stays' },
  { value: 'lost', words: 'Lost' },
  { value: 'not_applicable', words: 'Was not at stake' },
] as const satisfies readonly { value: Outcome; words: string }[];

const NOTHING = { resolution_summary: '', root_cause: '', outcome: '' };

/** How it was solved, why it came to it, what became of the customer. What came from a conversation alone may leave the cause open. */
export function ResolveDialog({
  escalation,
  onClose,
}: {
  readonly escalation: Escalation;
  readonly onClose: () => void;
}) {
  const { draft, change, forget } = useDraft(`escalation:${escalation.id}:resolve`, NOTHING);
  const { tenant } = useMe();
  const resolve = useMove(ResolveEscalation);
  const support = useMove(SetSupportStatus);
  const outcome = OUTCOMES.find(({ value }) => value === draft.outcome)?.value ?? null;
  const summary = draft.resolution_summary.trim();
  const cause = draft.root_cause.trim();
  const needsCause = !isForSupporters(escalation);
  const missing = !summary ? 'Say how it was solved' : needsCause && !cause ? 'Say what caused it' : null;
  const submit = () => {
    const done = { done: 'Resolved. Everybody on it is told.', onDone: () => (forget(), onClose()) };
    const id = escalation.id;
    // only the supporters' own move may leave the cause open (product.md 1)
    if (!cause)
      support.move({ input: { tenant_id: tenant.id, escalation_id: id, status: 'resolved', notes: summary } }, done);
    else
      resolve.move(
        {
          input: {
            escalation_id: id,
            resolution_summary: summary,
            root_cause: cause,
            ...(outcome ? { outcome } : {}),
          },
        },
        done,
      );
  };
  return (
    <MoveDialog
      escalation={escalation}
      title="Resolve it"
      words="Resolve"
      busy={resolve.isPending || support.isPending}
      missing={missing}
      error={resolve.error ?? support.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <RichTextField
        label="How was it solved?"
        small
        value={draft.resolution_summary}
        error={resolve.fields['resolution_summary']}
        onChange={(value) => change({ resolution_summary: value })}
      />
      <WordsField
        label="What caused it?"
        note={needsCause ? '' : 'optional'}
        hint="Reports group by it, so that the same cause is found again"
        value={draft.root_cause}
        error={resolve.fields['root_cause']}
        onChange={(value) => change({ root_cause: value })}
      />
      {escalation.customer && (needsCause || cause) ? (
        <div className="grid justify-items-start gap-1">
          <p className="font-medium">
            What became of {escalation.customer.name}? <span className="text-xs font-normal text-ink-2">optional</span>
          </p>
          <SegmentedControl
            label="What became of the customer"
            options={OUTCOMES}
            value={outcome}
            onChange={(value) => change({ outcome: value })}
          />
        </div>
      ) : null}
    </MoveDialog>
  );
}
