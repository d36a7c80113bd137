import { useQueryClient } from '@tanstack/react-query';
import { SignOut } from '@understudy/contracts';
import { Button, Dialog, useToast } from '@understudy/ui';
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { send, wordsFor } from '../api/send.js';
import type { KeptDraft } from '../drafts/drafts.js';
import { forgetAllOf, forgetOthersThan, keptBy, OtherTabs } from '../drafts/kept.js';
import { useMe } from '../session/session.js';

const SignOutContext = createContext<() => void>(() => undefined);

/** Ends the session here; asks first where something was written and not sent, because that is deleted with it. */
export const useSignOut = (): (() => void) => useContext(SignOutContext);

/**
 * The way out. Whoever sits down next must not find what this person wrote about customers, so drafts go with the session, in the other
 * tabs too; what would be lost is named before.
 */
export function SignOutProvider({ children }: { readonly children: ReactNode }) {
  const { user, mode } = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tell = useToast();
  const [lost, setLost] = useState<readonly KeptDraft[] | null>(null);
  const [busy, setBusy] = useState(false);
  const tabs = useRef<OtherTabs | null>(null);

  useEffect(() => {
    const others = new OtherTabs(user.id, () => void queries.invalidateQueries());
    tabs.current = others;
    return () => others.close();
  }, [user.id, queries]);

  useEffect(() => {
    // in the sandbox one newcomer is everybody in turn; there each person's drafts wait for them
    if (mode === 'production') forgetOthersThan(user.id);
  }, [mode, user.id]);

  const leave = useCallback(async () => {
    setBusy(true);
    try {
      await send(SignOut, {});
      tabs.current?.signedOut();
      await forgetAllOf(user.id);
      void navigate('/sign-in');
      queries.clear();
    } catch (error) {
      tell({ tone: 'bad', text: wordsFor(error) });
      setBusy(false);
    }
  }, [navigate, queries, tell, user.id]);
  const ask = useCallback(async () => {
    const found = [...(await keptBy(user.id)), ...((await tabs.current?.drafts()) ?? [])];
    if (found.length > 0) setLost(found);
    else await leave();
  }, [leave, user.id]);
  const close = useCallback(() => setLost(null), []);
  const words = mode === 'sandbox' ? 'Leave and delete' : 'Sign out and delete';

  return (
    <SignOutContext.Provider value={useCallback(() => void ask(), [ask])}>
      {children}
      {lost ? (
        <Dialog
          title="Not sent yet"
          onClose={close}
          footer={
            <>
              <Button onClick={close}>Stay</Button>
              <Button look="red" busy={busy} onClick={() => void leave()}>
                {words}
              </Button>
            </>
          }
        >
          <p>Whoever uses this computer next must not read it, so it is deleted when you leave:</p>
          <ul className="grid gap-1.5" aria-label="What would be deleted">
            {lost.map(({ what, text }, index) => (
              <li key={index}>
                <span className="font-medium">{what}</span>
                {text ? <span className="text-ink-2"> “{text}”</span> : null}
              </li>
            ))}
          </ul>
        </Dialog>
      ) : null}
    </SignOutContext.Provider>
  );
}
