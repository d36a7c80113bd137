import type { ReactNode } from 'react';
import type { ControlProps } from './field.js';

export interface SwitchProps extends Partial<ControlProps> {
  /** Beside the switch; it is its name. Without it give the `id` of a `Field`, or an `aria-label`. */
  readonly children?: ReactNode;
  readonly 'aria-label'?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** The reason must stand in sight. */
  readonly disabled?: boolean;
}

/** On or off, and it counts at once or with the form it is in. Space turns it, as a checkbox; read as a switch. */
export function Switch({ children, on, onChange, ...rest }: SwitchProps) {
  return (
    <label className="switch">
      <input
        {...rest}
        className="switch-box"
        type="checkbox"
        role="switch"
        checked={on}
        onChange={({ target }) => onChange(target.checked)}
      />
      {children ? <span className="switch-words">{children}</span> : null}
    </label>
  );
}
