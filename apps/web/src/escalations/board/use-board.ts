import { GetEscalationBoard, type AnswerOf } from '@understudy/contracts';
import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useNow } from '@understudy/ui';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { useApi } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { useAddress } from '../../shell/use-address.js';
import type { Card } from './card.js';
import { applyFilters, type Filters, readFilters, type Reader, writeFilters } from './filters.js';
import { sortCards } from './order.js';

type Board = AnswerOf<typeof GetEscalationBoard>;

export interface BoardReading {
  readonly query: UseQueryResult<Board, Error>;
  /** Everything one sees; what the filters leave of it, in order, is `shown`. */
  readonly cards: readonly Card[];
  readonly shown: readonly Card[];
  readonly filters: Filters;
  readonly reader: Reader;
  readonly change: (change: Partial<Filters>) => void;
}

const NOTHING: readonly Card[] = [];

/** What the address asks for, of what there is. Filtering and sorting happen here: thousands of rows answer at once. */
export function useBoard(): BoardReading {
  const { user } = useMe();
  const [params, rewrite] = useAddress();
  const address = params.toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(address)), [address]);
  const query = useApi(GetEscalationBoard, { ended_within_days: filters.endedDays }, { keep: true });
  const cards = query.data?.items ?? NOTHING;
  const now = useNow();
  const reader = useMemo(() => ({ userId: user.id, now }), [user.id, now]);
  const order = params.get('order') ?? '';
  // what is typed fast is not filtered and drawn at every key
  const wanted = useDeferredValue(filters);
  const shown = useMemo(() => sortCards(applyFilters(cards, wanted, reader), order), [cards, wanted, reader, order]);
  const change = useCallback((to: Partial<Filters>) => rewrite((before) => writeFilters(before, to)), [rewrite]);
  return { query, cards, shown, filters, reader, change };
}

/** Shows a card as it will be, until the answer is there; reading the board again takes it back. */
export function useShowAs(): (id: string, change: Partial<Card>) => void {
  const queries = useQueryClient();
  return (id, change) =>
    queries.setQueriesData<Board>(
      { queryKey: [GetEscalationBoard.method, GetEscalationBoard.path] },
      (board) =>
        board && { ...board, items: board.items.map((card) => (card.id === id ? { ...card, ...change } : card)) },
    );
}
