import { Button, Field, Input, Kbd, Textarea } from '@understudy/ui';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Sent } from '../desk.js';
import type { Failure, Subject } from '../protocol.js';
import { say } from '../say.js';
import type { Category, CustomerHit } from '../worker/answers.js';
import { checkDraft, fieldErrors, needsExpected, type DraftErrors } from './check-draft.js';
import { Done } from './done.js';
import { dropDraft, inputOf, readDraft, saveDraft, underKey, type Draft } from './draft.js';
import { FileField } from './file-field.js';
import { KeptNotice } from './kept-notice.js';
import { Kinds } from './kinds.js';
import { NotSent } from './not-sent.js';
import { PreviewLine } from './preview-line.js';
import { sendDraft, watchKept, whatBecame, type SendResult } from './send-draft.js';
import { SeverityRows } from './severity-rows.js';

export interface EscalateFormProps {
  readonly subject: Subject;
  /** Without an id the record says which one it is, once there is a connection. */
  readonly customer: Pick<CustomerHit, 'name'> & { readonly id: string | null };
  readonly categories: readonly Category[];
  readonly changeCustomer: () => void;
  readonly signIn: () => Promise<void>;
}

const fresh = (name: string, text: string): Draft => ({
  severity: 'P2',
  category: '',
  title: say('panel.titlePrefill', name),
  description: text,
  expected: '',
  files: [],
  sent: null,
});

const FIELDS = ['category', 'title', 'description', 'expected'] as const;

/** Severity first, then what it is about; done in under half a minute. What is typed is kept until it is sent. */
export function EscalateForm({ subject, customer, categories, changeCustomer, signIn }: EscalateFormProps) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [errors, setErrors] = useState<DraftErrors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isSending, setSending] = useState(false);
  const [sent, setSent] = useState<{ key: string; was: Sent } | null>(null);
  const form = useRef<HTMLFormElement>(null);

  const take = async (key: string, result: SendResult): Promise<void> => {
    if (!result.ok) {
      setErrors((result.failure.why === 'refused' && fieldErrors(result.failure.fields)) || {});
      return setFailure(result.failure);
    }
    await dropDraft(subject);
    setSent({ key, was: result.sent });
  };

  useEffect(() => {
    void readDraft(subject).then(async (kept) => {
      const key = kept?.sent?.key;
      const became = key ? await whatBecame(key) : null;
      setDraft(kept ?? fresh(customer.name, subject.text ?? ''));
      if (key && became) await take(key, became);
    });
    // Once for each subject: the form is made anew for another (panel.tsx).
  }, []);
  useEffect(() => {
    if (Object.keys(errors).length) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [errors]);
  const waitingFor = sent?.was.state === 'kept' ? sent.key : null;
  useEffect(() => {
    if (!waitingFor) return;
    return watchKept(() => {
      void whatBecame(waitingFor).then((became) => {
        if (became?.ok && became.sent.state === 'sent') setSent({ key: waitingFor, was: became.sent });
      });
    });
  }, [waitingFor]);

  if (!draft) return null;
  const another = (): void => {
    setSent(null);
    setFailure(null);
    setDraft(fresh(customer.name, ''));
  };
  if (sent?.was.state === 'sent') return <Done sent={sent.was} another={another} />;
  if (sent) return <KeptNotice another={another} />;

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
    if (Object.keys(wrong).length || isSending) return;

    const keyed = underKey(written, inputOf(written, customer.id, subject), () => crypto.randomUUID());
    setDraft(keyed);
    setSending(true);
    await saveDraft(subject, keyed);
    const result = await sendDraft(keyed, customer, subject);
    setSending(false);
    await take(keyed.sent.key, result);
  }

  return (
    <form
      ref={form}
      className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)_auto]"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isByPerson(event)) void send(draft);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && isByPerson(event)) void send(draft);
      }}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-3.5 overflow-auto p-4">
        <SeverityRows value={draft.severity} onChange={(severity) => change({ severity })} />
        <Kinds
          categories={categories}
          value={draft.category}
          error={errors.category}
          onChange={(category) => change({ category })}
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
        <FileField files={draft.files} onChange={(files) => change({ files })} />
        <Button look="quiet" size="panel" className="justify-self-start" onClick={changeCustomer}>
          {say('panel.changeCustomer')}
        </Button>
      </div>
      <footer className="grid gap-2 border-t border-line bg-panel px-4 py-3">
        {failure ? (
          <NotSent
            failure={failure}
            again={() => void send(draft)}
            signIn={() => void signIn().then(() => setFailure(null))}
          />
        ) : (
          <PreviewLine customerId={customer.id} category={draft.category} severity={draft.severity} />
        )}
        <Button
          type="submit"
          look="filled"
          className="btn-wide w-full"
          busy={isSending}
          aria-keyshortcuts="Control+Enter"
          onClickCapture={(event) => event.nativeEvent.isTrusted || event.preventDefault()}
        >
          {isSending ? say('panel.sending') : say('panel.send', draft.severity)}
          <Kbd>Ctrl ↵</Kbd>
        </Button>
      </footer>
    </form>
  );
}

/** A click or key of the person at this moment, not one that a script made up: the browser knows both. */
const isByPerson = ({ nativeEvent }: FormEvent | KeyboardEvent): boolean =>
  nativeEvent.isTrusted && navigator.userActivation.isActive;
