export interface Settled<Answer> {
  readonly onSuccess?: (answer: Answer) => unknown;
  readonly onError?: (error: unknown) => unknown;
}

/**
 * `settle(accept.mutateAsync({ input }), { onSuccess, onError })`: as `mutate` with its callbacks, but they are called although the
 * row that asked is gone meanwhile. What one answers leaves its list, often before everything on the screen was read again.
 * Without `onError` the error stands in the mutation.
 */
export function settle<Answer>(sending: Promise<Answer>, { onSuccess, onError }: Settled<Answer>): void {
  void sending.then(
    (answer) => onSuccess?.(answer),
    (error: unknown) => onError?.(error),
  );
}
