import { SeverityMark } from '@understudy/ui';
import { useId } from 'react';
import { say } from '../say.js';
import type { Severity } from '../worker/answers.js';

const ROWS = ['P0', 'P1', 'P2', 'P3'] as const;

/** Four rows with when to choose each and its clock; radio buttons to keyboard and screen readers. */
export function SeverityRows({
  value,
  onChange,
}: {
  readonly value: Severity;
  readonly onChange: (value: Severity) => void;
}) {
  const name = useId();
  return (
    <fieldset className="m-0 grid gap-1 border-0 p-0">
      <legend className="mb-1 p-0 font-medium">{say('panel.severity')}</legend>
      <div className="severities">
        {ROWS.map((severity) => (
          <label key={severity}>
            <SeverityMark severity={severity} />
            <b>{say(`panel.${severity}`)}</b>
            <span className="text-xs text-ink-2">{say(`panel.${severity}clock`)}</span>
            <input type="radio" name={name} checked={severity === value} onChange={() => onChange(severity)} />
            <small>{say(`panel.${severity}when`)}</small>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
