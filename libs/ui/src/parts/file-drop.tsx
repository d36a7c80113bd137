import { Upload } from 'lucide-react';
import { useId, useState, type DragEvent, type ReactNode } from 'react';
import { cn } from './class-names.js';

export interface FileDropProps {
  /** What to drop: "CSV file of customers". */
  readonly label: string;
  /** Which kinds, how large. */
  readonly hint?: ReactNode;
  /** As of `<input type="file">`: ".csv,text/csv". What is dropped is not filtered by it: look at what you get. */
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly error?: string | undefined;
  /** At least one file; never called with none. */
  readonly onFiles: (files: readonly File[]) => void;
}

/** A place to drop files on, and a button to choose them with: by mouse, by keyboard, on a phone. */
export function FileDrop({ label, hint, accept, multiple = false, error, onFiles }: FileDropProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    const taken = [...(files ?? [])].slice(0, multiple ? undefined : 1);
    if (taken.length > 0) onFiles(taken);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  const hold = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter((part) => part).join(' ');
  return (
    <div className="file-drop-field">
      <label
        className={cn('file-drop', isOver && 'over', error && 'wrong')}
        onDragEnter={hold}
        onDragOver={hold}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <Upload className="i" />
        <span className="lines">
          <span>
            <span className="file-drop-choose">{multiple ? 'Choose files' : 'Choose a file'}</span> or drop it here
          </span>
          {hint ? (
            <span className="field-hint" id={`${id}-hint`}>
              {hint}
            </span>
          ) : null}
        </span>
        <input
          type="file"
          aria-label={label}
          accept={accept}
          multiple={multiple}
          {...(described ? { 'aria-describedby': described } : {})}
          {...(error ? { 'aria-invalid': true } : {})}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      {error ? (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}
