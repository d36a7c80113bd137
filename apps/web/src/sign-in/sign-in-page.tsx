import { GetSession, GetWorld } from '@understudy/contracts';
import { buttonClass, LogoMark, SkeletonRows } from '@understudy/ui';
import { useEffect } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { Loaded } from '../states/loaded.js';
import { isPageOfTheApp, nextFrom } from './next-address.js';
import { biggestFirst } from './people-groups.js';
import { SandboxAside } from './sandbox-aside.js';
import { SandboxPeople } from './sandbox-people.js';

/** In the sandbox: who do you want to be. In production: Google. */
export function SignInPage() {
  const [params] = useSearchParams();
  const session = useApi(GetSession, {});
  const next = nextFrom(params.get('next'), location.origin);
  useEffect(() => {
    document.title = 'Sign in · Understudy';
  }, []);

  return (
    <Loaded query={session} what="Understudy" words="Reaching Understudy">
      {({ mode, signed_in: signedIn, google }) => {
        if (signedIn && mode === 'production' && isPageOfTheApp(next)) return <Navigate to={next} replace />;
        return mode === 'sandbox' ? <SandboxSignIn next={next} /> : <GoogleSignIn next={next} available={google} />;
      }}
    </Loaded>
  );
}

function SandboxSignIn({ next }: { readonly next: string }) {
  const world = useApi(GetWorld, {});
  const tenants = biggestFirst(world.data?.tenants ?? []);

  return (
    <div className="signin">
      <SandboxAside tenant={tenants[0] ?? null} />
      <main className="signin-main">
        <h2 className="text-xl font-semibold">Who do you want to be?</h2>
        <p className="mt-0.5 mb-5 text-ink-2">One click, no password.</p>
        {world.isPending ? (
          <SkeletonRows rows={6} words="Fetching the demo people" />
        ) : (
          <Loaded query={world} what="The demo world" words="Fetching the demo people">
            {() => <SandboxPeople tenants={tenants} next={next} />}
          </Loaded>
        )}
      </main>
    </div>
  );
}

function GoogleSignIn({ next, available }: { readonly next: string; readonly available: boolean }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="panel grid w-full max-w-[380px] justify-items-center gap-4 p-8 text-center">
        <LogoMark size={40} />
        <h1 className="text-xl font-semibold">Someone always looks after the customer</h1>
        {available ? (
          <a
            className={buttonClass({ look: 'filled', className: 'w-full' })}
            href={`/api/session/google?next=${encodeURIComponent(next)}`}
          >
            Sign in with Google
          </a>
        ) : (
          <p className="text-ink-2">
            Sign-in is not set up. An admin sets GOOGLE_CLIENT_ID and its secret, then restarts.
          </p>
        )}
        <p className="text-xs text-ink-2">With the account of your organisation.</p>
      </div>
    </main>
  );
}
