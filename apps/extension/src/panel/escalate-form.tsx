import { Button, Field, Input, Kbd, Notice, SegmentedControl, Select, Textarea } from '@understudy/ui';
import { useEffect, useRef, useState } from 'react';
import { sendMessage, type Failure, type Subject } from '../protocol.js';
import { say } from '../say.js';
import { lengthOf } from '../view/days.js';
import type { Category, CustomerHit, EscalationDone } from '../worker/answers.js';
import { checkDraft, fieldErrors, needsExpected, type DraftErrors } from './check-draft.js';
import { Done } from './done.js';
import { dropDraft, inputOf, readDraft, saveDraft, underKey, type Draft } from './draft.js';
import { SeverityRows } from './severity-rows.js';
import { FailureNotice } from './panel.js';

export interface EscalateFormProps {
  readonly subject: Subject;
  readonly customer: CustomerHit;
  readonly categories: readonly Category[];
  readonly changeCustomer: () => void;
  readonly signIn: () => void;
}

const fresh = (customer: CustomerHit): Draft => ({
  severity: 'P2',
  category: '',
  title: say('panel.titlePrefill', customer.name),
  description: '',
  expected: '',
  sent: null,
});

const FIELDS = ['category', 'title', 'description', 'expected'] as const;

/** Severity first, then what it is about; done in under half a minute. What is typed is kept until it is sent. */
export function EscalateForm({ subject, customer, categories, changeCustomer, signIn }: EscalateFormProps) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState<EscalationDone | null>(null);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    void readDraft(subject).then((kept) => setDraft(kept ?? fresh(customer)));
  }, [subject, customer]);
  useEffect(() => {
    if (Object.keys(errors).length) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [errors]);

  if (!draft) return null;
  if (done) {
    return (
      <Done
        done={done}
        another={() => {
          setDone(null);
          setDraft(fresh(customer));
        }}
      />
    );
  }

  const change = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    setErrors(({ ...left }) => {
      for (const field of FIELDS) if (field in part) delete left[field];
      if ('severity' in part) delete left.expected;
      return left;
    });
    void saveDraft(subject, next);
  };

  async function send(written: Draft): Promise<void> {
    const wrong = checkDraft(written, say);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length || sending) return;

    const keyed = underKey(written, inputOf(written, customer.id, subject), () => crypto.randomUUID());
    setDraft(keyed);
    await saveDraft(subject, keyed);
    setSending(true);
    const answer = await sendMessage('escalate', {
      escalation: inputOf(keyed, customer.id, subject),
      idempotencyKey: keyed.sent.key,
    });
    setSending(false);
    if (!answer.ok) {
      setErrors((answer.why === 'refused' && fieldErrors(answer.fields)) || {});
      return setFailure(answer);
    }
    await dropDraft(subject);
    setDone(answer.done);
  }

  const category = categories.find(({ name }) => name === draft.category);
  return (
    <form
      ref={form}
      className="grid min-h-0 grid-rows-[minmax(0,1fr)_auto]"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(draft);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(draft);
      }}
    >
      <div className="grid content-start gap-3.5 overflow-auto p-4">
        <SeverityRows value={draft.severity} onChange={(severity) => change({ severity })} />
        <Kinds
          categories={categories}
          value={draft.category}
          error={errors.category}
          onChange={(kind) => change({ category: kind })}
        />
        <Field label={say('panel.field')} error={errors.title}>
          {(control) => (
            <Input {...control} value={draft.title} onChange={(event) => change({ title: event.target.value })} />
          )}
        </Field>
        <Field label={say('panel.description')} hint={say('panel.descriptionHint')} error={errors.description}>
          {(control) => (
            <Textarea
              {...control}
              value={draft.description}
              onChange={(event) => change({ description: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={say('panel.expected')}
          note={needsExpected(draft) ? undefined : say('panel.optional')}
          error={errors.expected}
        >
          {(control) => (
            <Input {...control} value={draft.expected} onChange={(event) => change({ expected: event.target.value })} />
          )}
        </Field>
        <Button look="quiet" size="panel" className="justify-self-start" onClick={changeCustomer}>
          {say('panel.changeCustomer')}
        </Button>
      </div>
      <footer className="grid gap-2 border-t border-line bg-panel px-4 py-3">
        {failure ? <NotSent failure={failure} again={() => void send(draft)} signIn={signIn} /> : null}
        {category && !failure ? (
          <p className="m-0 text-xs text-ink-2">
            {say(
              'panel.solvedIn',
              `${category.name} ${draft.severity}`,
              lengthOf(category.sla_hours[draft.severity] * 60),
            )}
          </p>
        ) : null}
        <Button
          type="submit"
          look="filled"
          className="btn-wide w-full"
          busy={sending}
          aria-keyshortcuts="Control+Enter"
        >
          {sending ? say('panel.sending') : say('panel.send', draft.severity)}
          <Kbd>Ctrl ↵</Kbd>
        </Button>
      </footer>
    </form>
  );
}

/** Segments up to five kinds, else the browser's list. */
function Kinds(props: {
  categories: readonly Category[];
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
}) {
  const { categories, value, error, onChange } = props;
  const short = categories.length <= 5 && categories.reduce((sum, { name }) => sum + name.length, 0) <= 42;
  return (
    <Field label={say('panel.kind')} error={error}>
      {(control) =>
        short ? (
          <div {...control} role="presentation" tabIndex={-1}>
            <SegmentedControl
              label={say('panel.kind')}
              options={categories.map(({ name }) => ({ value: name, words: name }))}
              value={value || null}
              onChange={onChange}
            />
          </div>
        ) : (
          <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
            <option value="" disabled>
              {say('panel.needKind')}
            </option>
            {categories.map(({ id, name, description }) => (
              <option key={id} value={name} title={description ?? undefined}>
                {name}
              </option>
            ))}
          </Select>
        )
      }
    </Field>
  );
}

function NotSent({ failure, again, signIn }: { failure: Failure; again: () => void; signIn: () => void }) {
  if (failure.why === 'signed-out') return <FailureNotice failure={failure} again={again} signIn={signIn} />;
  if (failure.why === 'offline') {
    return (
      <Notice
        tone="waiting"
        actions={
          <Button size="panel" onClick={again}>
            {say('panel.sendAgain')}
          </Button>
        }
      >
        <b>{say('panel.offline')}</b> {say('panel.offlineText')}
      </Notice>
    );
  }
  return (
    <Notice tone="gap">
      <b>{say('panel.notSent')}</b> {say('panel.textKept')} {failure.message}
      {failure.requestId ? <span className="block text-xs">{say('who.request', failure.requestId)}</span> : null}
    </Notice>
  );
}
