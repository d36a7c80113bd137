import type { UseQueryResult } from '@tanstack/react-query';
import { Button, EmptyState, SkeletonRows } from '@understudy/ui';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Refused } from '../api/http.js';

/** What people read about a failure; the number is for finding it in the log. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof Refused)) return 'Something broke on this page. Load it again.';
  return error.request ? `${error.message} Request ${error.request}.` : error.message;
}

export interface FailedProps {
  /** What it is, as the start of a sentence: "The mailbox" did not load. */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}

export const Failed = ({ what, error, onRetry }: FailedProps) => (
  <EmptyState
    icon={<CloudOff className="i" />}
    title={`${what} did not load`}
    actions={
      <Button size="panel" onClick={onRetry}>
        Try again
      </Button>
    }
  >
    {wordsFor(error)}
  </EmptyState>
);

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data, Error>;
  readonly what: string;
  /** Said after a second of waiting. */
  readonly words: string;
  readonly rows?: number;
  readonly children: (data: Data) => ReactNode;
}

/** Shows an answer, or in its place the wait or the failure. An answer that could not be refreshed stays on the screen. */
export function Loaded<Data>({ query, what, words, rows = 4, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <SkeletonRows words={words} rows={rows} />;
  return <Failed what={what} error={query.error} onRetry={() => void query.refetch()} />;
}
