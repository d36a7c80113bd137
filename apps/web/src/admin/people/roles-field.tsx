import { ROLES, type Role } from '@understudy/contracts';
import { CircleAlert } from 'lucide-react';
import { ROLE_WORDS } from './person-words.js';

export interface RolesFieldProps {
  readonly roles: readonly Role[];
  readonly onChange: (roles: Role[]) => void;
  readonly error?: string | undefined;
  readonly legend?: string;
}

/** Every role with what it may; at least one. */
export function RolesField({ roles, onChange, error, legend = 'Roles' }: RolesFieldProps) {
  return (
    <fieldset className="adm-ticks" aria-invalid={error ? true : undefined}>
      <legend className="field-label">{legend}</legend>
      {ROLES.map((role) => (
        <label key={role} className="adm-tick">
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={({ target }) =>
              onChange(ROLES.filter((each) => (each === role ? target.checked : roles.includes(each))))
            }
          />
          <span>
            {ROLE_WORDS[role].words} <small className="mut">{ROLE_WORDS[role].may}</small>
          </span>
        </label>
      ))}
      {error ? (
        <span className="field-error" role="alert">
          <CircleAlert className="i i-s" />
          {error}
        </span>
      ) : null}
    </fieldset>
  );
}
