import type { AnswerOf, AnyEndpoint, WireOf } from '@understudy/contracts';
import { useDeferredValue, useState } from 'react';
import { useApi } from './use-api.js';

export interface Lookup<E extends AnyEndpoint> {
  readonly answer: AnswerOf<E> | undefined;
  /** What the answer was asked for, without blanks at its ends; empty: for everybody. */
  readonly query: string;
  /** For a combobox. */
  readonly onQuery: (text: string) => void;
  /** The answer is one to something typed before, or there is none yet. */
  readonly loading: boolean;
  /** What to say where nothing is shown: nothing fits, or it could not be read. */
  readonly nothing: (words: string) => string;
}

/** Reads an endpoint for what is typed, as `query`; what was found last stays until the next answer is there. */
export function useLookup<E extends AnyEndpoint>(endpoint: E, inputOf: (query?: string) => WireOf<E>): Lookup<E> {
  const [text, setText] = useState('');
  const query = useDeferredValue(text.trim());
  const found = useApi(endpoint, inputOf(query || undefined), { keep: true });
  return {
    answer: found.data,
    query,
    onQuery: setText,
    loading: found.isPending || found.isPlaceholderData || query !== text.trim(),
    nothing: (words) => (found.isError ? 'This could not be read just now. Type again.' : words),
  };
}
