import { Check } from 'lucide-react';

export interface Step<Key extends string> {
  readonly key: Key;
  readonly words: string;
  /** Finished: a tick instead of the number. */
  readonly done?: boolean;
  /** False: cannot be gone to yet. */
  readonly open?: boolean;
}

export interface StepperProps<Key extends string> {
  /** Read to screen readers: "Steps of the set-up". */
  readonly label: string;
  readonly steps: readonly Step<Key>[];
  readonly current: Key;
  readonly onGo: (key: Key) => void;
}

/** The steps of something long: where one is, what is done, and the way to each that is open. Narrow: only the number of the current one and its name. */
export function Stepper<Key extends string>({ label, steps, current, onGo }: StepperProps<Key>) {
  return (
    <nav aria-label={label}>
      <ol className="steps">
        {steps.map(({ key, words, done = false, open = true }, index) => {
          const isCurrent = key === current;
          return (
            <li
              key={key}
              className={done && !isCurrent ? 'done' : undefined}
              aria-current={isCurrent ? 'step' : undefined}
            >
              {open && !isCurrent ? (
                <button type="button" onClick={() => onGo(key)}>
                  <Mark done={done} number={index + 1} />
                  <span className="steps-words">{words}</span>
                </button>
              ) : (
                <span className="steps-here">
                  <Mark done={done && !isCurrent} number={index + 1} />
                  <span className="steps-words">{words}</span>
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function Mark({ done, number }: { readonly done: boolean; readonly number: number }) {
  return (
    <span className="steps-mark">
      {done ? (
        <>
          <Check className="i" />
          <span className="sr-only">Done:</span>
        </>
      ) : (
        number
      )}
    </span>
  );
}
