import type { AnswerOf, CheckIntegration } from '@understudy/contracts';
import { sentence } from '@understudy/ui';
import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react';

type Step = AnswerOf<typeof CheckIntegration>['steps'][number];

const LOOKS = {
  ok: { icon: <CircleCheck className="i i-good" />, words: 'works' },
  failed: { icon: <CircleAlert className="i i-bad" />, words: 'failed' },
  skipped: { icon: <CircleMinus className="i" />, words: 'not tried' },
} as const;

/** What was tried, what was found, and what to do about what failed: in the words of the doctor. */
export function CheckSteps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ul className="rows rows-top steps">
      {steps.map(({ name, state, detail, fix }, index) => (
        <li key={index}>
          {LOOKS[state].icon}
          <span className="grow">
            <b className="font-medium">{sentence(name)}</b> <span className="sr-only">{LOOKS[state].words}.</span>
            <span className="block text-ink-2">{detail}</span>
            {fix ? <span className="block step-fix">{fix}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
