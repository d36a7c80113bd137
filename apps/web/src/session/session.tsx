import { GetMe, may, type AnswerOf, type Permission } from '@understudy/contracts';
import { ProductClock, SkeletonRows } from '@understudy/ui';
import { createContext, useContext, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { statusOf } from '../api/send.js';
import { useApi } from '../api/use-api.js';
import { Loaded } from '../states/loaded.js';

export type Me = AnswerOf<typeof GetMe>;
const Session = createContext<Me | null>(null);

/** The person who is signed in; only inside `RequireSession`. */
export function useMe(): Me {
  const me = useContext(Session);
  if (!me) throw new Error('useMe outside of RequireSession');
  return me;
}

/** True when the person's role carries the permission; hides what the API would refuse. */
export function useMay(): (permission: Permission) => boolean {
  const { roles } = useMe().user;
  return (permission) => may(roles, permission);
}

/** Everything behind the sign-in. Without a session it goes there and comes back to the same address afterwards. */
export function RequireSession({ children }: { readonly children: ReactNode }) {
  const query = useApi(GetMe, {});
  const { pathname, search } = useLocation();
  if (statusOf(query.error) === 401) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  if (query.isPending) return <SkeletonRows words="Finding out who you are" />;
  return (
    <Loaded query={query} what="Your account" words="Finding out who you are">
      {(me) => (
        <Session.Provider value={me}>
          <ProductClock now={me.now} readAt={query.dataUpdatedAt}>
            {children}
          </ProductClock>
        </Session.Provider>
      )}
    </Loaded>
  );
}
