import { Paperclip, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { putFile, removeFiles } from '../file-store.js';
import { say } from '../say.js';
import { ACCEPTED, checkFile, sizeWords } from './check-files.js';
import type { DraftFile } from './draft.js';

export interface FileFieldProps {
  readonly files: readonly DraftFile[];
  readonly onChange: (files: readonly DraftFile[]) => void;
}

/** Dropped, pasted into the form, or chosen; the limits are said before. Bytes are kept at once, so that closing loses nothing. */
export function FileField({ files, onChange }: FileFieldProps) {
  const { problems, add } = useFiles(files, onChange);
  const [isOver, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    // anywhere in the form: a screenshot is pasted where one is writing. Text goes on to its field
    const paste = (event: ClipboardEvent) => {
      const given = [...(event.clipboardData?.files ?? [])];
      if (given.length === 0) return;
      event.preventDefault();
      void latest.current(given);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
  return (
    <div className="field">
      <span className="field-label">{say('files.label')}</span>
      <div
        className={isOver ? 'files files-over' : 'files'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void add([...event.dataTransfer.files]);
        }}
      >
        <ul className="m-0 list-none p-0">
          {files.map((file) => (
            <li key={file.id}>
              <Paperclip className="i i-s" />
              <span className="clip flex-1" title={file.name}>
                {file.name}
              </span>
              <span className="num text-xs text-ink-2">{sizeWords(file.bytes, say)}</span>
              <button
                type="button"
                className="icon-plain"
                aria-label={say('files.remove', file.name)}
                onClick={() => {
                  onChange(files.filter(({ id }) => id !== file.id));
                  void removeFiles([file.id]);
                }}
              >
                <X className="i i-s" />
              </button>
            </li>
          ))}
        </ul>
        <button type="button" className="files-add" onClick={() => chooser.current?.click()}>
          <Plus className="i i-s" />
          {say('files.add')}
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={ACCEPTED}
          aria-label={say('files.label')}
          onChange={(event) => {
            // The list empties with the field: taken before, so that the same file can be chosen again.
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      <span className="field-hint">{say('files.limits')}</span>
      <div aria-live="polite">
        {problems.map((problem) => (
          <span key={problem} className="field-error">
            {problem}
          </span>
        ))}
      </div>
    </div>
  );
}

function useFiles(files: readonly DraftFile[], onChange: FileFieldProps['onChange']) {
  const [problems, setProblems] = useState<readonly string[]>([]);
  const add = async (given: readonly File[]): Promise<void> => {
    const kept = [...files];
    const wrong: string[] = [];
    for (const file of given) {
      const problem = checkFile(file, kept.length, say);
      if (problem) {
        wrong.push(problem);
        continue;
      }
      const id = crypto.randomUUID();
      await putFile(id, file);
      kept.push({ id, name: file.name, bytes: file.size });
    }
    setProblems(wrong);
    if (kept.length > files.length) onChange(kept);
  };
  return { problems, add };
}
