import { TryRoutingRules, type AnswerOf } from '@understudy/contracts';
import { useEffect, useState } from 'react';
import { useApi } from '../../api/use-api.js';
import { type Book, bookWith, type RuleForm } from './rule-form.js';

export const TRIED_DAYS = 90;
const PAUSE_MS = 500;

export type Trial = AnswerOf<typeof TryRoutingRules>;

/** The value once it has not changed for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The book with the rule as it is edited, tried dry on the escalations of the last 90 days. Nothing is saved. */
export function useTrial(book: Book, id: string, form: RuleForm, isWhole: boolean) {
  const text = useSettled(JSON.stringify(form));
  const settled: RuleForm = JSON.parse(text);
  const isSettled = text === JSON.stringify(form);
  const trial = useApi(
    TryRoutingRules,
    { rules: bookWith(book, id, settled), days: TRIED_DAYS },
    { enabled: isWhole && isSettled, keep: true },
  );
  return { trial, isUpToDate: isWhole && isSettled && !trial.isFetching && !trial.isPlaceholderData };
}
