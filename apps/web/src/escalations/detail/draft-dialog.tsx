import { ChangeCustomerDraft, CreateCustomerDraft, ProposeCustomerDraft } from '@understudy/contracts';
import { Button, Dialog, Field, Input, Notice, Textarea } from '@understudy/ui';
import { useState } from 'react';
import { codeOf, wordsFor } from '../../api/send.js';
import { useApi } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import type { CustomerDraft } from './draft-box.js';
import { addressesIn, recipientsOf } from './draft-words.js';
import type { Escalation } from './escalation.js';
import { MoveDialog, useMove } from './move-dialog.js';
import { WordsField } from './words-field.js';

export interface DraftDialogProps {
  readonly escalation: Escalation;
  /** Null: a new one. */
  readonly draft: CustomerDraft | null;
  /** Only as the customer reads it. */
  readonly isReading?: boolean;
  readonly onClose: () => void;
}

/** Words to the customer: written or proposed, read as the customer will, then given to a second person. Nothing leaves from here. */
export function DraftDialog({ escalation, draft, isReading = false, onClose }: DraftDialogProps) {
  if (isReading && draft) {
    return (
      <Dialog title="As the customer reads it" onClose={onClose} footer={<Button onClick={onClose}>Back</Button>}>
        <Letter
          to={draft.to.map(({ name, email }) => (name ? `${name} <${email}>` : email))}
          subject={draft.subject}
          body={draft.body}
        />
      </Dialog>
    );
  }
  return <DraftForm escalation={escalation} draft={draft} onClose={onClose} />;
}

function DraftForm({ escalation, draft, onClose }: Omit<DraftDialogProps, 'isReading'>) {
  const key = draft ? `customer-draft:${draft.id}` : `escalation:${escalation.id}:customer`;
  const {
    draft: typed,
    change,
    forget,
  } = useDraft(key, {
    to: draft ? draft.to.map(({ email }) => email).join(', ') : '',
    subject: draft?.subject ?? '',
    body: draft?.body ?? '',
    // what was begun on an earlier wording says so, also when it is opened again
    of: String(draft?.version ?? ''),
  });
  const [isPreview, setIsPreview] = useState(false);
  const proposal = useApi(ProposeCustomerDraft, { escalation_id: escalation.id });
  const create = useMove(CreateCustomerDraft);
  const edit = useMove(ChangeCustomerDraft);
  const addresses = addressesIn(typed.to);
  const contacts = proposal.data?.contacts ?? [];
  const error = create.error ?? edit.error;
  const isForeign = codeOf(error) === 'drafts.foreign-recipient';
  const isOther = draft !== null && String(draft.version) !== typed.of;
  const missing =
    addresses.length === 0
      ? 'Say to whom'
      : !typed.subject.trim()
        ? 'It needs a subject'
        : !typed.body.trim()
          ? 'Write something'
          : null;
  const submit = () => {
    const said = { to: recipientsOf(addresses, contacts), subject: typed.subject.trim(), body: typed.body.trim() };
    const done = { done: 'It waits for a second person.', onDone: () => (forget(), onClose()) };
    if (draft)
      edit.move({ input: { escalation_id: escalation.id, draft_id: draft.id, ...said }, ifMatch: draft.version }, done);
    else create.move({ input: { escalation_id: escalation.id, ...said } }, done);
  };

  return (
    <MoveDialog
      escalation={escalation}
      title={`Write to ${escalation.customer?.name ?? 'the customer'}`}
      words="Ask for approval"
      busy={create.isPending || edit.isPending}
      missing={missing}
      error={isForeign ? null : error}
      onClose={onClose}
      onSubmit={submit}
    >
      {isOther ? (
        <Notice tone="waiting">
          <b>{draft.edited_by.name} changed it meanwhile.</b>{' '}
          <span className="mut">Yours replaces this: “{draft.body.slice(0, 200)}”</span>
        </Notice>
      ) : null}
      {isPreview ? (
        <Letter to={addresses} subject={typed.subject} body={typed.body} />
      ) : (
        <>
          <Field
            label="To"
            hint={
              contacts.length > 0
                ? 'Addresses with commas between, or take a contact below'
                : 'Addresses with commas between'
            }
            {...(isForeign ? { error: wordsFor(error) } : {})}
          >
            {(control) => (
              <Input
                {...control}
                value={typed.to}
                inputMode="email"
                autoComplete="off"
                onChange={(event) => change({ to: event.target.value })}
              />
            )}
          </Field>
          <div className="flex flex-wrap gap-2">
            {contacts
              .filter(({ email }) => !addresses.includes(email.toLowerCase()))
              .map(({ stakeholder_id: id, name, email }) => (
                <Button
                  key={id}
                  size="row"
                  onClick={() => change({ to: [...addresses, email].join(', ') })}
                  aria-label={`Write to ${name}`}
                >
                  + {name}
                </Button>
              ))}
          </div>
          <WordsField
            label="Subject"
            oneLine
            maxLength={250}
            value={typed.subject}
            onChange={(subject) => change({ subject })}
          />
          <Field label="Text" hint="Plain words. Nothing internal: no health, no revenue, no names of absences">
            {(control) => (
              <Textarea
                {...control}
                className="min-h-[140px]"
                value={typed.body}
                maxLength={20_000}
                onChange={(event) => change({ body: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="panel" onClick={() => setIsPreview((before) => !before)}>
          {isPreview ? 'Write on' : 'As the customer reads it'}
        </Button>
        {proposal.data && !typed.body.trim() ? (
          <Button
            size="panel"
            onClick={() => change({ subject: typed.subject || proposal.data.subject, body: proposal.data.body })}
          >
            Begin with a proposal
          </Button>
        ) : null}
      </div>
      <p className="text-xs text-ink-2">
        A second person approves it before it leaves.
        {proposal.data && !proposal.data.email_connected
          ? ' No mail service is connected: it becomes a text to copy.'
          : ''}
      </p>
    </MoveDialog>
  );
}

interface LetterProps {
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
}

const Letter = ({ to, subject, body }: LetterProps) => (
  <article className="letter" aria-label="The e-mail">
    <p className="text-xs text-ink-2">To {to.join(', ') || 'nobody yet'}</p>
    <p className="font-semibold">{subject || 'No subject yet'}</p>
    <p className="prose mt-2">{body || 'Nothing written yet.'}</p>
  </article>
);
