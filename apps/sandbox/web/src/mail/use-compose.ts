import { useRef, useState } from 'react';
import type { AddonHost } from '../addon/use-addon.js';
import { addressesIn, changed, type Draft } from './draft.js';
import { useDraft } from './use-draft.js';

/** The draft of one place, who it goes to as the add-on knows it, and what the add-on does to it. */
export function useCompose(email: string, place: string) {
  const { draft, setDraft } = useDraft(email, place);
  const recipientsOf = (of: Draft | null) => ({ to: addressesIn(of?.to ?? ''), cc: addressesIn(of?.cc ?? '') });
  const key = `${email}:${place}:${draft === null}`;
  const [known, setKnown] = useState({ key, ...recipientsOf(draft) });
  const current = known.key === key ? known : { key, ...recipientsOf(draft) };
  const tellAddon = (of: Draft | null) => setKnown({ key, ...recipientsOf(of) });
  const caret = useRef({ key, at: draft?.body.length ?? 0 });

  const onDraft: NonNullable<AddonHost['onDraft']> = ({ insertHtml, cc }) => {
    if (!draft) return;
    const at = caret.current.key === key ? Math.min(caret.current.at, draft.body.length) : 0;
    const next = changed(draft, { insertHtml: insertHtml ?? null, cc: cc ?? [] }, at);
    setDraft(next);
    caret.current = { key, at: at + next.body.length - draft.body.length };
    tellAddon(next);
  };
  return {
    draft,
    setDraft,
    to: current.to,
    cc: current.cc,
    onCaret: (at: number) => void (caret.current = { key, at }),
    onRecipients: () => tellAddon(draft),
    onDraft,
  };
}
