import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Fields to write into the address; null or an empty text takes one out. */
export type AddressFields = Readonly<Record<string, string | null>>;
export type RewriteAddress = (
  change: AddressFields | ((params: URLSearchParams) => URLSearchParams),
  push?: boolean,
) => void;

/**
 * The parameters of the address, and a way to change some of them and leave the rest; `push` keeps the address before for the
 * browser's back button. Two changes one right after the other both count: the change is made to the address itself, not to what
 * the page was last drawn with, which is all that the router's own updater is given.
 */
export function useAddress(): readonly [URLSearchParams, RewriteAddress] {
  const [params, setParams] = useSearchParams();
  const rewrite = useCallback<RewriteAddress>(
    (change, push = false) => {
      const now = new URLSearchParams(location.search);
      setParams(typeof change === 'function' ? change(now) : withFields(now, change), { replace: !push });
    },
    [setParams],
  );
  return [params, rewrite];
}

function withFields(params: URLSearchParams, fields: AddressFields): URLSearchParams {
  for (const [name, value] of Object.entries(fields)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  return params;
}
