import { AddAttachment } from '@understudy/contracts';
import { Button, useToast } from '@understudy/ui';
import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, Paperclip } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { wordsFor } from '../api/send.js';
import { upload } from '../api/upload.js';
import { formatSize } from './detail/file-words.js';
import type { KeptFile } from './kept-files.js';

interface Sent {
  /** 0 to 1. */
  readonly share: number;
  readonly failed: string | null;
}

export interface EscalatedFilesProps {
  readonly escalationId: string;
  readonly files: readonly KeptFile[];
}

/** Sends the files one after the other once the escalation is stored; what fails says why and is sent again at a click. */
export function EscalatedFiles({ escalationId, files }: EscalatedFilesProps) {
  const [states, setStates] = useState<Readonly<Record<string, Sent>>>({});
  const queries = useQueryClient();
  const tell = useToast();
  const isShown = useRef(true);
  const put = (key: string, sent: Sent) => setStates((before) => ({ ...before, [key]: sent }));

  const sendOne = useCallback(
    async ({ key, file }: KeptFile) => {
      put(key, { share: 0, failed: null });
      try {
        await upload(AddAttachment, { escalation_id: escalationId }, file, {
          idempotencyKey: key,
          onProgress: (share) => put(key, { share: Math.min(share, 0.99), failed: null }),
        });
        put(key, { share: 1, failed: null });
      } catch (error) {
        put(key, { share: 0, failed: wordsFor(error) });
        if (!isShown.current) tell({ tone: 'bad', text: `${file.name} was not attached. ${wordsFor(error)}` });
      }
    },
    [escalationId, tell],
  );
  const started = useRef(false);
  useEffect(() => {
    isShown.current = true;
    if (!started.current) {
      started.current = true;
      void (async () => {
        for (const file of files) await sendOne(file);
        await queries.invalidateQueries();
      })();
    }
    return () => {
      isShown.current = false;
    };
  }, [files, queries, sendOne]);

  const isUnderway = files.some(({ key }) => states[key]?.share !== 1 && !states[key]?.failed);
  useEffect(() => {
    if (!isUnderway) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnderway]);

  return (
    <ul className="kept-files" aria-label="Files">
      {files.map((one) => {
        const { share, failed } = states[one.key] ?? { share: 0, failed: null };
        return (
          <li key={one.key}>
            {failed ? (
              <CircleAlert className="i text-gap-text" />
            ) : share === 1 ? (
              <CircleCheck className="i text-covered-text" />
            ) : (
              <Paperclip className="i text-ink-2" />
            )}
            <span className="lines grow">
              <span className="clip font-medium" title={one.file.name}>
                {one.file.name}
              </span>
              {failed ? <span className="text-xs text-gap-text">Not attached. {failed}</span> : null}
              {failed || share === 1 ? null : (
                <progress className="file-share" value={share} max={1} aria-label={`Sending ${one.file.name}`} />
              )}
            </span>
            <span className="num text-xs text-ink-2">{share === 1 ? 'attached' : formatSize(one.file.size)}</span>
            {failed ? (
              <Button size="row" onClick={() => void sendOne(one)}>
                Try again
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
