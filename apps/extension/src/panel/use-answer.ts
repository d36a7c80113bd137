import { useCallback, useEffect, useState } from 'react';
import type { Answer, Failure } from '../protocol.js';

export interface Loaded<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
  readonly again: () => void;
  /** A newer answer, from something that was done. */
  readonly put: (value: T) => void;
}

/** Asks the worker whenever `key` changes; an answer to an older question is thrown away. */
export function useAnswer<T>(key: string, ask: () => Promise<Answer<{ value: T }>>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; failure: Failure | null } | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    void ask().then((answer) => {
      if (!isCurrent) return;
      setState(answer.ok ? { key, value: answer.value, failure: null } : { key, value: null, failure: answer });
    });
    return () => {
      isCurrent = false;
    };
    // `ask` is made anew on every drawing; `key` says when it is another question.
  }, [key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const put = useCallback((value: T) => setState({ key, value, failure: null }), [key]);
  const current = state?.key === key ? state : null;
  return {
    value: current?.value ?? null,
    failure: current?.failure ?? null,
    isLoading: !current,
    again,
    put,
  };
}
