import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';
import { sendMessage, type Account } from '../protocol.js';

interface Known {
  readonly account: Account | null | 'loading';
  /** Somebody signed in or out. */
  readonly reload: () => void;
}

const Accounts = createContext<Known>({ account: 'loading', reload: () => undefined });

/** Who is signed in, for every part of the page. */
export const useAccount = (): Known => useContext(Accounts);

/** Asks again when the person comes back to the page: they may have signed in elsewhere. */
export function AccountProvider({ children }: { readonly children: ReactNode }) {
  const [account, setAccount] = useState<Known['account']>('loading');
  const reload = useCallback(() => void sendMessage('account', undefined).then(setAccount), []);
  useEffect(() => {
    reload();
    addEventListener('focus', reload);
    return () => removeEventListener('focus', reload);
  }, [reload]);
  return <Accounts.Provider value={{ account, reload }}>{children}</Accounts.Provider>;
}
