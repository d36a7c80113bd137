import { Button } from '@understudy/ui';
import type { ListAddress } from './use-pages.js';

export interface PagerProps {
  readonly address: ListAddress;
  readonly next: string | null | undefined;
  readonly words?: readonly [back: string, on: string];
}

/** Back and on through a list; nothing when it is one page. */
export function Pager({ address, next, words: [back, on] = ['Back', 'More'] }: PagerProps) {
  if (address.page === 1 && !next) return null;
  return (
    <>
      <Button size="row" disabled={address.page === 1} onClick={address.back}>
        {back}
      </Button>
      <Button size="row" disabled={!next} onClick={() => next && address.forward(next)}>
        {on}
      </Button>
    </>
  );
}
