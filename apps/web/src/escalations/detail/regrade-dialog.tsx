import { ChangeEscalation, ListCategories } from '@understudy/contracts';
import { Field, Select } from '@understudy/ui';
import { codeOf, wordsFor } from '../../api/send.js';
import { useApi } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { isSeverity, NEEDS_EXPECTATION } from '../escalation-draft.js';
import { SeverityField } from '../severity-field.js';
import { WasIs } from './changed-meanwhile.js';
import { MoveDialog, useMove } from './move-dialog.js';
import type { MoveFormProps } from './reason-dialogs.js';
import { WordsField } from './words-field.js';

/** Another severity or kind, with the reason; before it is sent it says was → is. What the clock has used stays used. */
export function RegradeDialog({ escalation, onClose }: MoveFormProps) {
  const { draft, change, forget } = useDraft(`escalation:${escalation.id}:regrade`, {
    severity: '',
    category: '',
    reason: '',
    expected_resolution: '',
  });
  const regrade = useMove(ChangeEscalation);
  const categories = useApi(ListCategories, {});
  const severity = isSeverity(draft.severity) ? draft.severity : escalation.severity;
  const category = draft.category || (escalation.category ?? '');
  const chosen = categories.data?.items.find(({ name }) => name === category);
  const needsExpected =
    NEEDS_EXPECTATION.includes(severity) && !escalation.expected_resolution && escalation.category !== null;
  const expected = draft.expected_resolution.trim();
  const changes = [
    ...(severity === escalation.severity
      ? []
      : [{ field: 'Severity', was: escalation.severity, is: severity as string }]),
    ...(category === (escalation.category ?? '')
      ? []
      : [{ field: 'Kind', was: escalation.category ?? 'none', is: category }]),
  ];
  const missing =
    changes.length === 0
      ? 'Choose another severity or kind'
      : !draft.reason.trim()
        ? 'Say why'
        : needsExpected && !expected
          ? 'Say what has to be true in the end'
          : null;
  return (
    <MoveDialog
      escalation={escalation}
      title="Change severity or kind"
      words="Change it"
      busy={regrade.isPending}
      missing={missing}
      error={codeOf(regrade.error) === 'escalations.expected-resolution-required' ? null : regrade.error}
      onClose={onClose}
      onSubmit={() =>
        regrade.move(
          {
            input: {
              escalation_id: escalation.id,
              reason: draft.reason.trim(),
              ...(severity === escalation.severity ? {} : { severity }),
              ...(category === (escalation.category ?? '') ? {} : { category }),
              ...(needsExpected ? { expected_resolution: expected } : {}),
            },
            ifMatch: escalation.version,
          },
          { done: 'Changed. The clock counts by it from now on.', onDone: () => (forget(), onClose()) },
        )
      }
    >
      <SeverityField
        value={severity}
        slaHours={chosen?.sla_hours ?? null}
        error={regrade.fields['severity']}
        onChange={(value) => change({ severity: value })}
      />
      {escalation.category === null && !escalation.customer ? null : (
        <Field label="Kind">
          {(control) => (
            <Select {...control} value={category} onChange={(event) => change({ category: event.target.value })}>
              {escalation.category === null ? <option value="">None</option> : null}
              {(categories.data?.items ?? []).map(({ id, name }) => (
                <option key={id} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {needsExpected ? (
        <WordsField
          label="What has to be true when it is solved?"
          hint={`${severity} needs it`}
          value={draft.expected_resolution}
          error={
            regrade.fields['expected_resolution'] ??
            (codeOf(regrade.error) === 'escalations.expected-resolution-required' ? wordsFor(regrade.error) : undefined)
          }
          onChange={(value) => change({ expected_resolution: value })}
        />
      ) : null}
      <WordsField label="Why?" maxLength={2000} value={draft.reason} onChange={(value) => change({ reason: value })} />
      {changes.length > 0 ? <WasIs changes={changes} /> : null}
    </MoveDialog>
  );
}
