import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';

/** What a control needs to belong to its field. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-describedby'?: string;
}

export interface FieldProps {
  readonly label: string;
  /** "optional", in grey behind the label. */
  readonly note?: string;
  readonly hint?: ReactNode;
  readonly error?: string;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, its control, and what is wrong with it right below: `<Field label="Title">{(c) => <Input {...c} />}</Field>`. */
export function Field({ label, note, hint, error, children }: FieldProps) {
  const id = useId();
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label} {note ? <small>{note}</small> : null}
      </label>
      {children({
        id,
        ...(error ? { 'aria-invalid': true as const } : {}),
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
      })}
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
