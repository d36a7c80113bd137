import { useAddress } from '../shell/use-address.js';

/** Filters and pages of a list in the address. A changed filter begins at the first page again. */
export function useListAddress() {
  const [params, rewrite] = useAddress();
  const trail = params.getAll('after');
  return {
    get: (name: string): string => params.get(name) ?? '',
    set: (fields: Readonly<Record<string, string>>) => rewrite({ ...fields, after: null }),
    clear: () => rewrite(() => new URLSearchParams()),
    filtered: [...params.keys()].some((name) => name !== 'after'),
    /** The cursors so far; the last one is this page's. */
    cursor: trail.at(-1),
    page: trail.length + 1,
    // both from the page that was drawn: a second click before the next one is drawn leads to the same page
    forward: (cursor: string) => rewrite((next) => withTrail(next, [...trail, cursor]), true),
    back: () => rewrite((next) => withTrail(next, trail.slice(0, -1)), true),
  };
}

function withTrail(params: URLSearchParams, trail: readonly string[]): URLSearchParams {
  params.delete('after');
  for (const cursor of trail) params.append('after', cursor);
  return params;
}

export type ListAddress = ReturnType<typeof useListAddress>;
