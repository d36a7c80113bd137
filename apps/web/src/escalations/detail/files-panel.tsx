import { useQueryClient } from '@tanstack/react-query';
import { toCall } from '@understudy/api-client';
import { AddAttachment, ListAttachments, ReadAttachment, RemoveAttachment, type AnswerOf } from '@understudy/contracts';
import { Button, buttonClass, Dialog, FileDrop, formatMoment, Panel, useNow } from '@understudy/ui';
import { CircleAlert, Download, Eye, Paperclip, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { wordsFor } from '../../api/send.js';
import { upload } from '../../api/upload.js';
import { useApi } from '../../api/use-api.js';
import { useDraft } from '../../drafts/use-draft.js';
import { useMe } from '../../session/session.js';
import type { Escalation } from './escalation.js';
import { ACCEPTED, FILES_HINT, formatSize, isPicture, refusalOf } from './file-words.js';
import { MoveDialog, useMove } from './move-dialog.js';
import { WordsField } from './words-field.js';

type Attachment = AnswerOf<typeof ListAttachments>['items'][number];
interface OnItsWay {
  readonly key: string;
  readonly file: File;
  readonly share: number;
  readonly refused: string | null;
}

/** The files of it: send, look at pictures, save, take away with a reason. What was refused says why and stays until it is put away. */
export function FilesPanel({ escalation }: { readonly escalation: Escalation }) {
  const queries = useQueryClient();
  const id = escalation.id;
  const files = useApi(ListAttachments, { escalation_id: id });
  const [onWay, setOnWay] = useState<readonly OnItsWay[]>([]);
  const [shown, setShown] = useState<Attachment | null>(null);
  const [removing, setRemoving] = useState<Attachment | null>(null);
  const put = (key: string, change: Partial<OnItsWay> | null) =>
    setOnWay((before) =>
      before.flatMap((each) => (each.key !== key ? [each] : change === null ? [] : [{ ...each, ...change }])),
    );

  const sendOne = async ({ key, file }: OnItsWay) => {
    put(key, { refused: null, share: 0 });
    try {
      await upload(AddAttachment, { escalation_id: id }, file, {
        idempotencyKey: key,
        onProgress: (share) => put(key, { share }),
      });
      put(key, null);
      await queries.invalidateQueries();
    } catch (error) {
      put(key, { refused: wordsFor(error) });
    }
  };
  const take = (chosen: readonly File[]) => {
    const added = chosen.map((file) => ({ key: crypto.randomUUID(), file, share: 0, refused: refusalOf(file) }));
    setOnWay((before) => [...before, ...added]);
    for (const one of added) if (!one.refused) void sendOne(one);
  };
  const items = files.data?.items.filter(({ removed }) => !removed) ?? [];

  return (
    <Panel title="Files" count={items.length || undefined} className="o8">
      <ul className="rows py-1">
        {items.map((file) => (
          <FileRow
            key={file.id}
            escalationId={id}
            file={file}
            onShow={() => setShown(file)}
            onRemove={() => setRemoving(file)}
          />
        ))}
        {onWay.map((one) => (
          <li key={one.key} className="flex-wrap">
            {one.refused ? <CircleAlert className="i text-gap-text" /> : <Paperclip className="i" />}
            <span className="lines grow">
              <span className="clip font-medium">{one.file.name}</span>
              <span className={one.refused ? 'text-xs text-gap-text' : 'text-xs text-ink-2'} role="status">
                {one.refused ?? `Sending, ${Math.round(one.share * 100)} %`}
              </span>
            </span>
            {one.refused && refusalOf(one.file) === null ? (
              <Button size="row" onClick={() => void sendOne(one)}>
                Send again
              </Button>
            ) : null}
            {one.refused ? (
              <Button
                size="row"
                look="quiet"
                icon
                aria-label={`Put ${one.file.name} away`}
                onClick={() => put(one.key, null)}
              >
                <X className="i i-s" />
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="px-3.5 pt-1 pb-3.5">
        <FileDrop label="Attach files" multiple accept={ACCEPTED} hint={FILES_HINT} onFiles={take} />
      </div>
      {shown ? <PictureDialog escalationId={id} file={shown} onClose={() => setShown(null)} /> : null}
      {removing ? <RemoveDialog escalation={escalation} file={removing} onClose={() => setRemoving(null)} /> : null}
    </Panel>
  );
}

const addressOf = (escalationId: string, file: Attachment): string =>
  toCall(ReadAttachment, { escalation_id: escalationId, attachment_id: file.id }).path;

interface FileRowProps {
  readonly escalationId: string;
  readonly file: Attachment;
  readonly onShow: () => void;
  readonly onRemove: () => void;
}

function FileRow({ escalationId, file, onShow, onRemove }: FileRowProps) {
  const { user } = useMe();
  const now = useNow();
  const who = file.uploaded_by.user_id === user.id ? 'you' : file.uploaded_by.name;
  return (
    <li>
      <Paperclip className="i text-ink-3" />
      <span className="lines grow">
        <span className="clip font-medium" title={file.name}>
          {file.name}
        </span>
        <span className="clip text-xs text-ink-2">
          {formatSize(file.size_bytes)} · {who}, {formatMoment(file.created_at, user.time_zone, now)}
        </span>
      </span>
      {isPicture(file) ? (
        <Button size="row" look="quiet" icon aria-label={`Look at ${file.name}`} onClick={onShow}>
          <Eye className="i i-s" />
        </Button>
      ) : null}
      <a
        className={buttonClass({ size: 'row', look: 'quiet', icon: true })}
        href={addressOf(escalationId, file)}
        download={file.name}
        aria-label={`Save ${file.name}`}
      >
        <Download className="i i-s" />
      </a>
      <Button size="row" look="quiet" icon aria-label={`Take ${file.name} away`} onClick={onRemove}>
        <X className="i i-s" />
      </Button>
    </li>
  );
}

interface FileDialogProps {
  readonly file: Attachment;
  readonly onClose: () => void;
}

/** The API serves files to be saved, never to be shown; the bytes of a picture are read and drawn from here. */
function PictureDialog({ escalationId, file, onClose }: FileDialogProps & { readonly escalationId: string }) {
  const [picture, setPicture] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const latest = useRef(true);
  useEffect(() => {
    latest.current = true;
    void readAsPicture(addressOf(escalationId, file)).then(
      (address) => (latest.current ? setPicture(address) : undefined),
      () => (latest.current ? setFailed(true) : undefined),
    );
    return () => {
      latest.current = false;
    };
  }, [escalationId, file]);
  return (
    <Dialog
      title={file.name}
      onClose={onClose}
      footer={
        <a className={buttonClass()} href={addressOf(escalationId, file)} download={file.name}>
          <Download className="i" />
          Save
        </a>
      }
    >
      {picture ? <img className="picture" src={picture} alt={file.name} /> : null}
      {failed ? <p>The picture did not load. Save it instead, or try again.</p> : null}
      {picture || failed ? null : <p role="status">Reading {formatSize(file.size_bytes)}</p>}
    </Dialog>
  );
}

async function readAsPicture(address: string): Promise<string> {
  const answer = await fetch(address, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`the file was answered with ${answer.status}`);
  const bytes = await answer.blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(new Error('the file could not be read')));
    reader.readAsDataURL(bytes);
  });
}

function RemoveDialog({ escalation, file, onClose }: FileDialogProps & { readonly escalation: Escalation }) {
  const { draft, change, forget } = useDraft(`attachment:${file.id}:remove`, { reason: '' });
  const remove = useMove(RemoveAttachment);
  const reason = draft.reason.trim();
  return (
    <MoveDialog
      escalation={escalation}
      title={`Take ${file.name} away`}
      words="Take it away"
      look="red"
      busy={remove.isPending}
      missing={reason ? null : 'Say why'}
      error={remove.error}
      onClose={onClose}
      onSubmit={() =>
        remove.move(
          { input: { escalation_id: escalation.id, attachment_id: file.id, reason } },
          { done: 'Taken away. Auditors can still read it.', onDone: () => (forget(), onClose()) },
        )
      }
    >
      <WordsField label="Why?" maxLength={500} value={draft.reason} onChange={(value) => change({ reason: value })} />
    </MoveDialog>
  );
}
