import { Button, FileDrop, formatCount } from '@understudy/ui';
import { CircleAlert, Paperclip, X } from 'lucide-react';
import { ACCEPTED, FILES_HINT, formatSize, refusalOf } from './detail/file-words.js';
import type { KeptFile } from './kept-files.js';

export interface FilesFieldProps {
  readonly files: readonly KeptFile[];
  readonly onAdd: (files: readonly File[]) => void;
  readonly onRemove: (key: string) => void;
}

/** Files that go with it; what would be refused says why at once, and is not sent. Pasting works anywhere in the form. */
export function FilesField({ files, onAdd, onRemove }: FilesFieldProps) {
  return (
    <div className="field" role="group" aria-label="Files">
      <span className="field-label">
        Files <small>optional</small>
      </span>
      {files.length > 0 ? (
        <ul className="kept-files">
          {files.map(({ key, file }) => {
            const refused = refusalOf(file);
            return (
              <li key={key}>
                {refused ? <CircleAlert className="i text-gap-text" /> : <Paperclip className="i text-ink-2" />}
                <span className="lines grow">
                  <span className="clip font-medium" title={file.name}>
                    {file.name}
                  </span>
                  {refused ? <span className="text-xs text-gap-text">{refused} It is not sent.</span> : null}
                </span>
                <span className="num text-xs text-ink-2">{formatSize(file.size)}</span>
                <Button size="row" look="quiet" icon aria-label={`Remove ${file.name}`} onClick={() => onRemove(key)}>
                  <X className="i i-s" />
                </Button>
              </li>
            );
          })}
        </ul>
      ) : null}
      <FileDrop
        label="Attach files"
        multiple
        accept={ACCEPTED}
        hint={`Or paste a picture. ${FILES_HINT}`}
        onFiles={onAdd}
      />
      <span className="sr-only" role="status">
        {files.length > 0 ? `${formatCount(files.length, 'file')} attached` : ''}
      </span>
    </div>
  );
}
