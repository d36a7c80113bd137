import type { UseQueryResult } from '@tanstack/react-query';
import { Button, buttonClass, EmptyState, SkeletonRows } from '@understudy/ui';
import { CloudOff, FileQuestionMark, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { requestOf, statusOf, wordsFor } from '../api/send.js';

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data, Error>;
  /** What it is, in a sentence: "The brief" did not load. */
  readonly what: string;
  /** Said after a second of waiting. */
  readonly words: string;
  readonly rows?: number;
  /** Where to go when it is not there. */
  readonly back?: { readonly to: string; readonly words: string };
  readonly children: (data: Data) => ReactNode;
}

/** Shows an answer, or in its place the wait or the failure. An answer that could not be refreshed stays on the screen. */
export function Loaded<Data>({ query, what, words, rows, back, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <SkeletonRows words={words} {...(rows ? { rows } : {})} />;
  return <Failed error={query.error} what={what} onRetry={() => void query.refetch()} {...(back ? { back } : {})} />;
}

interface FailedProps {
  readonly error: unknown;
  readonly what: string;
  readonly back?: { readonly to: string; readonly words: string };
  readonly onRetry: () => void;
}

function Failed({ error, what, back, onRetry }: FailedProps) {
  const status = statusOf(error);
  const goBack = back ? (
    <Link className={buttonClass({ size: 'panel' })} to={back.to}>
      {back.words}
    </Link>
  ) : null;
  if (status === 404) {
    return (
      <EmptyState icon={<FileQuestionMark className="i" />} title={`${what} is not there`} actions={goBack}>
        It may belong to another team, or the address has a typo.
      </EmptyState>
    );
  }
  if (status === 403) {
    return (
      <EmptyState icon={<Lock className="i" />} title="Not yours to see" actions={goBack}>
        {wordsFor(error)}
      </EmptyState>
    );
  }
  const request = requestOf(error);
  return (
    <EmptyState
      icon={<CloudOff className="i" />}
      title={`${what} did not load`}
      actions={
        <>
          <Button look="filled" size="panel" onClick={onRetry}>
            Try again
          </Button>
          {goBack}
        </>
      }
    >
      {wordsFor(error)}
      {request ? ` Request ${request}.` : ''}
    </EmptyState>
  );
}
