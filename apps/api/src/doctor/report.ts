import type { CheckStep } from '../modules/integrations/index.js';
import type { Examination } from './examination.js';

const MARKS = { ok: 'ok     ', failed: 'FAILED ', skipped: '–      ' } as const;

/** For people: a line for each step, and below each failure what to do. */
export function written({ passed, installation, organisations }: Examination): string {
  const lines = ['Understudy', ...installation.flatMap(lineOf)];
  for (const { slug, integrations } of organisations)
    for (const { kind, steps } of integrations) lines.push('', `${slug}: ${kind}`, ...steps.flatMap(lineOf));
  const failures = lines.filter((line) => line.startsWith(`  ${MARKS.failed}`)).length;
  lines.push('', passed ? 'All is well.' : `${failures} ${failures === 1 ? 'step' : 'steps'} failed.`);
  return `${lines.join('\n')}\n`;
}

const lineOf = ({ name, state, detail, fix }: CheckStep): string[] => [
  `  ${MARKS[state]}${name}: ${detail}`,
  ...(fix === null ? [] : [`         → ${fix}`]),
];
