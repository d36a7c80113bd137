import { useSearchParams } from 'react-router';

/** Filters and pages of a list in the address. A changed filter begins at the first page again. */
export function useListAddress() {
  const [params, setParams] = useSearchParams();
  const trail = params.getAll('after');
  const go = (change: (next: URLSearchParams) => void, replace: boolean) => {
    const next = new URLSearchParams(params);
    change(next);
    setParams(next, { replace });
  };
  return {
    get: (name: string): string => params.get(name) ?? '',
    set: (fields: Readonly<Record<string, string>>) =>
      go((next) => {
        next.delete('after');
        for (const [name, value] of Object.entries(fields)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
      }, true),
    clear: () => setParams({}, { replace: true }),
    filtered: [...params.keys()].some((name) => name !== 'after'),
    /** The cursors so far; the last one is this page's. */
    cursor: trail.at(-1),
    page: trail.length + 1,
    forward: (cursor: string) => go((next) => next.append('after', cursor), false),
    back: () =>
      go((next) => {
        next.delete('after');
        for (const cursor of trail.slice(0, -1)) next.append('after', cursor);
      }, false),
  };
}
export type ListAddress = ReturnType<typeof useListAddress>;
