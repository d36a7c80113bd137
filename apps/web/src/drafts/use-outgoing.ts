import { useState } from 'react';
import { joined, restOf } from './outgoing.js';
import { useDraft } from './use-draft.js';

/**
 * What somebody writes message after message. The box is free as soon as one is sent, and the next can be typed while it is on its way.
 * Both are kept until it has arrived: then only what was sent goes, and if it does not arrive it stands in the box again, before the rest.
 */
export function useOutgoing<Fields extends Readonly<Record<'text', string>> & Readonly<Record<string, string>>>(
  key: string,
  empty: Fields,
) {
  const { draft, change, changeKept, forget } = useDraft<Fields>(key, empty);
  const [onTheWay, setOnTheWay] = useState<string | null>(null);
  const textFrom = (typed: string) => (onTheWay === null ? typed : joined(onTheWay, typed));
  return {
    draft: { ...draft, text: onTheWay === null ? draft.text : restOf(draft.text, onTheWay) },
    change: ({ text, ...fields }: Partial<Fields>) =>
      change({ ...fields, ...(text === undefined ? {} : { text: textFrom(text) }) } as Partial<Fields>),
    forget,
    leave: () => setOnTheWay(draft.text),
    /** Also when the box is gone by then: what is kept has to be right when it is opened again. */
    answered: (wasSent: boolean) => {
      if (wasSent) changeKept((kept) => ({ text: restOf(kept.text, draft.text) }) as Partial<Fields>);
      setOnTheWay(null);
    },
  };
}
