import { CreateEscalation, ListCategories, type AnswerOf } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Kbd, Notice, Select, Textarea } from '@understudy/ui';
import { useState } from 'react';
import { codeOf, fieldErrorsOf, wordsFor } from '../api/send.js';
import { useApi, useSend } from '../api/use-api.js';
import { useDraft } from '../api/use-draft.js';
import type { Subject } from './escalate-provider.js';
import { SeverityField } from './severity-field.js';
import { isSeverity, missingIn, NOTHING_TYPED, NEEDS_EXPECTATION } from './escalation-draft.js';

export interface EscalateFormProps {
  readonly subject: Subject;
  /** Null when the page gave the customer. */
  readonly onChange: (() => void) | null;
  readonly onMade: (escalation: AnswerOf<typeof CreateEscalation>) => void;
  readonly onClose: () => void;
}

/** Severity first, then kind, title and what happened. What is typed belongs to the customer and survives closing. */
export function EscalateForm({ subject, onChange, onMade, onClose }: EscalateFormProps) {
  const { draft, change, forget } = useDraft(`escalate:${subject.id}`, NOTHING_TYPED);
  const [tried, setTried] = useState(false);
  const categories = useApi(ListCategories, {});
  const create = useSend(CreateEscalation);
  const category = draft.category || categories.data?.items[0]?.name || '';
  const chosen = categories.data?.items.find((item) => item.name === category);
  const errors = { ...fieldErrorsOf(create.error), ...(tried ? missingIn(draft) : {}) };
  const severity = isSeverity(draft.severity) ? draft.severity : null;

  const submit = () => {
    setTried(true);
    if (create.isPending || !severity || Object.keys(missingIn(draft)).length > 0) return;
    const expected = draft.expected_resolution.trim();
    create.mutate(
      {
        input: {
          customer_id: subject.id,
          severity,
          category,
          title: draft.title.trim(),
          description: draft.description.trim(),
          ...(expected ? { expected_resolution: expected } : {}),
          source: { surface: 'web', url: location.href },
        },
      },
      {
        onSuccess: (made) => {
          forget();
          onMade(made);
        },
      },
    );
  };
  const expectationError =
    errors.expected_resolution ??
    (codeOf(create.error) === 'escalations.expected-resolution-required' ? wordsFor(create.error) : undefined);
  const needed = severity !== null && NEEDS_EXPECTATION.includes(severity);

  return (
    <Dialog
      title={`Escalate: ${subject.name}`}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          {onChange ? (
            <Button look="quiet" className="mr-auto" onClick={onChange}>
              Other customer
            </Button>
          ) : null}
          <Button look="filled" type="submit" busy={create.isPending} aria-keyshortcuts="Control+Enter Meta+Enter">
            {create.isPending ? 'Sending' : severity ? `Escalate as ${severity}` : 'Escalate'}
            <Kbd>Ctrl ↵</Kbd>
          </Button>
        </>
      }
    >
      {create.error && Object.keys(fieldErrorsOf(create.error)).length === 0 ? (
        <Notice tone="gap">
          <b>Not sent.</b> <span className="mut">Your text is still here. {wordsFor(create.error)}</span>
        </Notice>
      ) : null}
      <div
        className="grid gap-3.5"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      >
        <SeverityField
          value={severity}
          slaHours={chosen?.sla_hours ?? null}
          error={errors.severity}
          onChange={(value) => change({ severity: value })}
        />
        <Field label="Kind" {...(errors.category ? { error: errors.category } : {})}>
          {(control) => (
            <Select {...control} value={category} onChange={(event) => change({ category: event.target.value })}>
              {(categories.data?.items ?? []).map((item) => (
                <option key={item.id} value={item.name}>
                  {item.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Title" {...(errors.title ? { error: errors.title } : {})}>
          {(control) => (
            <Input
              {...control}
              value={draft.title}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="What happened?"
          hint="Added by itself: ARR, health, last activity, open risks, who looks after them"
          {...(errors.description ? { error: errors.description } : {})}
        >
          {(control) => (
            <Textarea
              {...control}
              value={draft.description}
              onChange={(event) => change({ description: event.target.value })}
            />
          )}
        </Field>
        <Field
          label="What would solve it, and by when?"
          note={needed ? '' : 'optional'}
          {...(expectationError ? { error: expectationError } : {})}
        >
          {(control) => (
            <Textarea
              {...control}
              className="min-h-[54px]"
              value={draft.expected_resolution}
              onChange={(event) => change({ expected_resolution: event.target.value })}
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
