import { Textarea } from '@understudy/ui';
import { CircleAlert } from 'lucide-react';
import { lazy, Suspense, useId, type ReactNode } from 'react';

export interface RichTextFieldProps {
  readonly label: string;
  /** "optional", in grey behind the label. */
  readonly note?: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  /** Markdown. */
  readonly value: string;
  readonly onChange: (markdown: string) => void;
  readonly placeholder?: string;
  /** One or two lines high instead of four. */
  readonly small?: boolean;
}

const Editor = lazy(async () => ({ default: (await import('./rich-text-editor.js')).RichTextEditor }));

/**
 * A text with bold, italic, lists, links and code; kept and sent as Markdown. The editor's code is fetched when the field is first
 * shown; until then one types into a plain field, and nothing typed there is lost.
 */
export function RichTextField({
  label,
  note,
  hint,
  error,
  value,
  onChange,
  placeholder,
  small = false,
}: RichTextFieldProps) {
  const id = useId();
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <span className="field-label" id={id}>
        {label} {note ? <small>{note}</small> : null}
      </span>
      <Suspense
        fallback={
          <Textarea
            aria-labelledby={id}
            aria-describedby={describedBy}
            value={value}
            placeholder={placeholder}
            onChange={(event) => onChange(event.target.value)}
          />
        }
      >
        <Editor
          labelledBy={id}
          describedBy={describedBy}
          invalid={Boolean(error)}
          value={value}
          onChange={onChange}
          placeholder={placeholder ?? ''}
          small={small}
        />
      </Suspense>
      {error ? (
        <span className="field-error" id={`${id}-error`}>
          <CircleAlert className="i i-s" />
          {error}
        </span>
      ) : hint ? (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}
