import { useQueryClient } from '@tanstack/react-query';
import type { Card } from '@understudy/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { runAddon, type AddonAnswer, type AddonCall } from '../api/addon.js';
import type { CardPreviewProps } from '../card-preview/index.js';
import { useJumps } from '../frame/jumps-context.js';
import { navigated } from './card-stack.js';
import { callAt, spotOf, type AddonPlace } from './place.js';

interface Panel {
  /** Who looks, and where: the cards stay in sight until new ones of the same place have come. */
  readonly spot: string;
  readonly stack: readonly Card[];
  readonly busy: boolean;
  readonly error: unknown;
  /** What the last button said; gone with the next one. The host does not know whether it is good news. */
  readonly said: string | null;
}
export interface AddonHost {
  readonly onOpenLink: (url: string) => void;
  /** Only where a draft is open. */
  readonly onDraft?: (change: Extract<AddonAnswer, { draft: unknown }>['draft']) => void;
}

/** What an action can have changed. */
const CHANGED = new Set<unknown>(['api', 'outbox', 'google', 'mailbox']);

/**
 * The add-on's side panel for one person in one place: draws on opening, after a jump of the clock and when the place has news, then does
 * what its buttons answer. News never takes away what somebody is in the middle of: a card that lies on another one stays. An answer that
 * comes after the person or the place has changed is dropped.
 */
export function useAddon(email: string, place: AddonPlace, { onOpenLink, onDraft }: AddonHost) {
  const { count } = useJumps();
  const of = JSON.stringify([email, place, count]);
  const spot = `${email} ${spotOf(place)}`;
  const empty: Panel = { spot, stack: [], busy: true, error: null, said: null };
  const [panel, setPanel] = useState(empty);
  const running = useRef<AbortController | null>(null);
  const isActing = useRef(false);
  const queries = useQueryClient();
  const trigger = callAt(place);

  const run = async (
    call: AddonCall,
    show: (answer: AddonAnswer, before: readonly Card[]) => readonly Card[],
    kept: (before: Panel) => Partial<Panel> = () => ({}),
  ) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setPanel((before) => ({ ...empty, ...(before.spot === spot ? { stack: before.stack, ...kept(before) } : {}) }));
    try {
      const answer = await runAddon(call, mine.signal);
      if (mine.signal.aborted) return;
      const stack = (before: Panel) => show(answer, before.stack);
      const said = 'action' in answer ? (answer.action.notification?.text ?? null) : null;
      setPanel((before) => ({ ...empty, said: said ?? before.said, stack: stack(before), busy: false }));
    } catch (error) {
      if (!mine.signal.aborted) setPanel((before) => ({ ...before, busy: false, error }));
    }
  };

  const open = (kept?: (before: Panel) => Partial<Panel>) =>
    run({ email, ...trigger }, (answer) => ('cards' in answer ? answer.cards : []), kept);
  const latest = useRef({ open, isInTheMiddle: false });
  latest.current = { open, isInTheMiddle: panel.spot === spot && (isActing.current || panel.stack.length > 1) };
  useEffect(() => () => running.current?.abort(), [spot]);
  useEffect(() => {
    if (!latest.current.isInTheMiddle) void latest.current.open(({ said }) => ({ said }));
  }, [of]);

  const act: CardPreviewProps['onAction'] = (parameters, form) => {
    isActing.current = true;
    void run({ email, function: 'onAction', event: { ...trigger.event, parameters, form } }, (answer, before) => {
      if ('cards' in answer) return answer.cards;
      if ('draft' in answer) {
        onDraft?.(answer.draft);
        return before;
      }
      const { navigations = [], openLink } = answer.action;
      if (openLink) onOpenLink(openLink.url);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => CHANGED.has(queryKey[0]) });
      return navigated(before, navigations);
    }).finally(() => (isActing.current = false));
  };
  /** An item of the menu: its cards lie on top of what is there, as Google lays them. */
  const runMenu = (name: string) =>
    void run({ email, function: name, event: trigger.event }, (answer, before) =>
      'cards' in answer ? [...before, ...answer.cards] : before,
    );
  const back = useCallback(
    () => setPanel((before) => ({ ...before, stack: before.stack.slice(0, -1), error: null, said: null })),
    [],
  );

  const current = panel.spot === spot ? panel : empty;
  return { ...current, open: () => void open(), act, runMenu, back };
}
