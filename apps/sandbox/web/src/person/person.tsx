import { useQuery } from '@tanstack/react-query';
import { GetClock, GetWorld, SandboxSignIn, type AnswerOf } from '@understudy/contracts';
import { ProductClock } from '@understudy/ui';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { ask } from '../api/http.js';
import { Failed } from '../states/loaded.js';
import { FrameSkeleton } from '../frame/frame-skeleton.js';
import { personIn, type Tenant, type User } from './world.js';

const REMEMBERED = 'understudy-sandbox-person';

export interface Person {
  readonly user: User;
  readonly tenant: Tenant;
  readonly tenants: readonly Tenant[];
  /** For the API, as the extension would hold it. */
  readonly token: string;
  readonly be: (email: string) => void;
}
const Context = createContext<Person | null>(null);

/** Who looks at this page. Only below `PersonProvider`. */
export function usePerson(): Person {
  const person = useContext(Context);
  if (!person) throw new Error('usePerson outside of PersonProvider');
  return person;
}

export const worldQuery = {
  queryKey: ['world'],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<AnswerOf<typeof GetWorld>> => ask(GetWorld, {}, { signal }),
  staleTime: Infinity,
};
export const clockQuery = {
  queryKey: ['clock'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const { now } = await ask(GetClock, {}, { signal });
    return { now, readAt: Date.now() };
  },
};

/** Reads the demo world, the person of the address (or the remembered one), their token and the product's clock. */
export function PersonProvider({ children }: { readonly children: ReactNode }) {
  const [search, setSearch] = useSearchParams();
  const { pathname } = useLocation();
  const world = useQuery(worldQuery);
  const clock = useQuery(clockQuery);
  const asked = search.get('as');
  const found = world.data && personIn(world.data.tenants, asked ?? remembered(), pathname);
  const email = found?.user.email;
  const session = useQuery({
    queryKey: ['session', email],
    queryFn: ({ signal }) => ask(SandboxSignIn, { email: email ?? '' }, { signal }),
    enabled: email !== undefined,
    staleTime: 3_600_000,
  });

  useEffect(() => {
    if (!email) return;
    remember(email);
    if (asked === email) return;
    setSearch((before) => ({ ...Object.fromEntries(before), as: email }), { replace: true });
  }, [asked, email, setSearch]);

  const failed = [world, clock, session].find((query) => query.isError && !query.data);
  if (failed) return <Failed what="The sandbox" error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!world.data || !found || !session.data || !clock.data) return <FrameSkeleton />;
  const be = (next: string) => setSearch((before) => ({ ...Object.fromEntries(before), as: next }));
  return (
    <ProductClock {...clock.data}>
      <Context value={{ ...found, tenants: world.data.tenants, token: session.data.access_token, be }}>
        {children}
      </Context>
    </ProductClock>
  );
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // storage switched off: everybody starts as the first person of the story
  }
}

function remember(email: string): void {
  try {
    localStorage.setItem(REMEMBERED, email);
  } catch {
    // storage switched off: the address still knows who looks
  }
}
