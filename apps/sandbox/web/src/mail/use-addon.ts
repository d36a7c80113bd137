import { useQueryClient } from '@tanstack/react-query';
import type { Card } from '@understudy/contracts';
import { useToast } from '@understudy/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { runAddon, type AddonAnswer, type AddonCall } from '../api/addon.js';
import type { CardPreviewProps } from '../card-preview/index.js';
import { useJumps } from '../frame/jumps-context.js';
import { navigated } from './card-stack.js';

interface Panel {
  readonly of: string;
  readonly stack: readonly Card[];
  readonly busy: boolean;
  readonly error: unknown;
}

/**
 * The add-on's side panel for one person and one open message (null: none): draws on opening and after a jump of the clock, then does
 * what its buttons answer. An answer that comes after the person or the message has changed is dropped.
 */
export function useAddon(email: string, messageId: string | null, onOpenLink: (url: string) => void) {
  const { count } = useJumps();
  const of = `${email} ${messageId ?? ''} ${count}`;
  const [panel, setPanel] = useState<Panel>({ of, stack: [], busy: true, error: null });
  const running = useRef<AbortController | null>(null);
  const queries = useQueryClient();
  const tell = useToast();
  const event = messageId === null ? {} : { message_id: messageId };

  const run = async (call: AddonCall, show: (answer: AddonAnswer, before: readonly Card[]) => readonly Card[]) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setPanel((before) => ({ of, stack: before.of === of ? before.stack : [], busy: true, error: null }));
    try {
      const answer = await runAddon(call, mine.signal);
      if (mine.signal.aborted) return;
      setPanel((before) => ({ of, stack: show(answer, before.stack), busy: false, error: null }));
    } catch (error) {
      if (!mine.signal.aborted) setPanel((before) => ({ ...before, of, busy: false, error }));
    }
  };

  const open = () =>
    run({ email, function: messageId === null ? 'onHomepage' : 'onGmailMessage', event }, (answer) =>
      'cards' in answer ? answer.cards : [],
    );
  const latestOpen = useRef(open);
  latestOpen.current = open;
  useEffect(() => {
    void latestOpen.current();
    return () => running.current?.abort();
  }, [of]);

  const act: CardPreviewProps['onAction'] = (parameters, form) =>
    void run({ email, function: 'onAction', event: { ...event, parameters, form } }, (answer, before) => {
      if ('cards' in answer) return answer.cards;
      const { navigations = [], notification, openLink } = answer.action;
      if (notification) tell({ text: notification.text });
      if (openLink) onOpenLink(openLink.url);
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'api' || queryKey[0] === 'outbox',
      });
      return navigated(before, navigations);
    });
  const back = useCallback(
    () => setPanel((before) => ({ ...before, stack: before.stack.slice(0, -1), error: null })),
    [],
  );

  const current = panel.of === of ? panel : { of, stack: [], busy: true, error: null };
  return { ...current, open: () => void open(), act, back };
}
