import { SeverityMark } from '@understudy/ui';
import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import type { Severity } from './escalation-draft.js';

/** When to choose it, and the response clock (product.md 17); the resolution clock comes from the kind. */
const ROWS = [
  {
    severity: 'P0',
    words: 'Critical',
    when: 'Down, or leaving now. Day and night',
    answer: 'answer in 15 min',
    hours: 'h',
  },
  {
    severity: 'P1',
    words: 'High',
    when: 'Serious harm, no way around it. Day and night',
    answer: 'answer in 1 h',
    hours: 'h',
  },
  {
    severity: 'P2',
    words: 'Normal',
    when: 'It hurts, but a workaround exists',
    answer: 'answer in 8 working h',
    hours: 'working h',
  },
  { severity: 'P3', words: 'Low', when: 'A question or a wish', answer: 'answer in 24 working h', hours: 'working h' },
] as const satisfies readonly { severity: Severity; words: string; when: string; answer: string; hours: string }[];

export interface SeverityFieldProps {
  readonly value: Severity | null;
  readonly slaHours: Readonly<Record<Severity, number>> | null;
  readonly error: string | undefined;
  readonly onChange: (severity: Severity) => void;
}

/** Four rows instead of a list: the choice is made by what is true, not by a code. */
export function SeverityField({ value, slaHours, error, onChange }: SeverityFieldProps) {
  const name = useId();
  return (
    <div className="field">
      <p className="font-medium" id={name}>
        How bad is it?
      </p>
      <div
        className="sevs"
        role="radiogroup"
        aria-labelledby={name}
        aria-describedby={error ? `${name}-error` : undefined}
      >
        {ROWS.map((row) => (
          <label key={row.severity}>
            <SeverityMark severity={row.severity} />
            <span className="min-w-0">
              <span className="font-medium">{row.words}</span>
              <span className="block text-xs text-ink-2">{row.when}</span>
            </span>
            <span className="clock">
              <span className="clock-words">
                <span className="block">{row.answer}</span>
                {slaHours ? (
                  <span className="block">
                    solved in {slaHours[row.severity]} {row.hours}
                  </span>
                ) : null}
              </span>
              <input
                type="radio"
                name={name}
                checked={value === row.severity}
                onChange={() => onChange(row.severity)}
              />
            </span>
          </label>
        ))}
      </div>
      {error ? (
        <span className="field-error" id={`${name}-error`}>
          <CircleAlert className="i i-s" />
          {error}
        </span>
      ) : null}
    </div>
  );
}
