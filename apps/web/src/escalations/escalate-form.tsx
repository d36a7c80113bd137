import { CreateEscalation, type AnswerOf } from '@understudy/contracts';
import { Button, buttonClass, Dialog, Kbd, Notice } from '@understudy/ui';
import { useRef, useState, type ClipboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { codeOf, fieldErrorsOf, requestOf, statusOf, wordsFor } from '../api/send.js';
import { useSend } from '../api/use-api.js';
import { useDraft } from '../drafts/use-draft.js';
import { useMe } from '../session/session.js';
import { BeforeSending } from './before-sending.js';
import { refusalOf } from './detail/file-words.js';
import { EscalateFields } from './escalate-fields.js';
import type { Subject } from './escalate-provider.js';
import { isBegun, isSeverity, missingIn, NOTHING_TYPED } from './escalation-draft.js';
import { FilesField } from './files-field.js';
import { type KeptFile, useKeptFiles } from './kept-files.js';
import { focusFirstError } from './first-error.js';
import { targetOf, whyNotTarget } from './target-time.js';

export type Made = AnswerOf<typeof CreateEscalation>;

export interface EscalateFormProps {
  readonly subject: Subject;
  /** Null when the page gave the customer. */
  readonly onChange: (() => void) | null;
  /** With the files that are to follow. */
  readonly onMade: (escalation: Made, files: readonly KeptFile[]) => void;
  readonly onClose: () => void;
}

/** One page, under 30 seconds. What is typed belongs to the customer and survives closing, a reload and signing in again. */
export function EscalateForm({ subject, onChange, onMade, onClose }: EscalateFormProps) {
  const { user } = useMe();
  const key = `escalate:${subject.id}`;
  const { draft, change, forget } = useDraft(key, NOTHING_TYPED);
  const files = useKeptFiles(key);
  const [tried, setTried] = useState(false);
  const [wasBegun, setWasBegun] = useState(() => isBegun(draft));
  const create = useSend(CreateEscalation);
  const missing = missingIn(draft);
  const errors = { ...errorsOf(create.error), ...(tried ? missing : {}) };
  const severity = isSeverity(draft.severity) ? draft.severity : null;

  const fields = useRef<HTMLDivElement>(null);

  const submit = () => {
    flushSync(() => setTried(true));
    const expected = draft.expected_resolution.trim();
    const target = targetOf(draft.target_on, user.time_zone);
    if (create.isPending) return;
    if (!severity || Object.keys(missing).length > 0 || whyNotTarget(target, Date.now())) {
      focusFirstError(fields.current);
      return;
    }
    create.mutate(
      {
        input: {
          customer_id: subject.id,
          severity,
          category: draft.category,
          title: draft.title.trim(),
          description: draft.description.trim(),
          ...(expected ? { expected_resolution: expected } : {}),
          ...(target ? { target_resolution_date: target } : {}),
          source: { surface: 'web', url: location.href },
        },
      },
      {
        onSuccess: (made) => {
          onMade(
            made,
            files.files.filter(({ file }) => refusalOf(file) === null),
          );
          forget();
          files.forget();
        },
      },
    );
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    files.add(pasted);
  };
  const startOver = () => {
    forget();
    files.forget();
    setWasBegun(false);
    setTried(false);
  };

  return (
    <Dialog
      title={`Escalate: ${subject.name}`}
      onClose={onClose}
      onSubmit={submit}
      wide
      footer={
        <>
          <BeforeSending customerId={subject.id} draft={draft} />
          {onChange ? (
            <Button look="quiet" onClick={onChange}>
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
      <NotSent error={create.error} />
      {wasBegun && !create.error ? (
        <p className="form-line text-ink-2">
          Your draft from before.
          <Button look="quiet" size="row" onClick={startOver}>
            Start over
          </Button>
        </p>
      ) : null}
      <div
        ref={fields}
        className="escalate"
        onPaste={paste}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          submit();
        }}
      >
        <EscalateFields
          key={wasBegun ? 'kept' : 'new'}
          customerId={subject.id}
          draft={draft}
          errors={errors}
          onChange={change}
        />
        <FilesField files={files.files} onAdd={files.add} onRemove={files.remove} />
      </div>
    </Dialog>
  );
}

const AT_FIELD: Readonly<Record<string, string>> = {
  'escalations.expected-resolution-required': 'expected_resolution',
  'escalations.target-in-the-past': 'target_resolution_date',
  'escalations.category-not-found': 'category',
};

/** What the API refused, at the field that it is about. */
function errorsOf(error: unknown): Readonly<Record<string, string>> {
  const field = AT_FIELD[codeOf(error)];
  return { ...fieldErrorsOf(error), ...(field ? { [field]: wordsFor(error) } : {}) };
}

/** What is true, what is kept, what to do, then the request number; nothing where a field says it. */
function NotSent({ error }: { readonly error: unknown }) {
  if (!error || Object.keys(errorsOf(error)).length > 0) return null;
  if (statusOf(error) === 401) {
    const next = encodeURIComponent(location.pathname + location.search);
    return (
      <Notice
        tone="waiting"
        actions={
          <a className={buttonClass({ size: 'panel' })} href={`/sign-in?next=${next}`}>
            Sign in
          </a>
        }
      >
        <b>You were signed out; not sent.</b>{' '}
        <span className="mut">Your text is kept. Sign in, press E on this page and send it; attach files again.</span>
      </Notice>
    );
  }
  const request = requestOf(error);
  return (
    <Notice tone="gap">
      <b>Not sent.</b>{' '}
      <span className="mut">
        Your text is still here. {wordsFor(error)}
        {request ? ` Request ${request}.` : ''}
      </span>
    </Notice>
  );
}
