import { GetClock, type AnswerOf, type GetWorld } from '@understudy/contracts';
import { formatCount, formatFullDay, formatTime, LogoMark } from '@understudy/ui';
import { Clock, RotateCcw, Send } from 'lucide-react';
import { useApi } from '../api/use-api.js';
import { TryTheStory } from './try-the-story.js';

type Tenant = AnswerOf<typeof GetWorld>['tenants'][number];
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What this place is, the story in one click, and the ways to the other stand-ins. */
export function SandboxAside({ tenant }: { readonly tenant: Tenant | null }) {
  const clock = useApi(GetClock, {});
  const csms = tenant?.users.filter((user) => user.roles.includes('csm')).length ?? 0;
  return (
    <aside className="signin-aside" aria-label="About the sandbox">
      <div className="flex items-center gap-2">
        <LogoMark />
        <b className="text-base">Understudy</b>
        <span className="env ml-1">Sandbox</span>
      </div>
      <h1 className="mt-auto">Someone always looks after the customer</h1>
      <p className="text-base text-ink-2">
        {tenant
          ? `This is ${tenant.name}, a made-up company with ${formatCount(csms, 'CSM')} and ${formatCount(tenant.customers.length, 'customer')}. `
          : ''}
        Nothing here leaves this machine: mail and calendar are stand-ins you can look into.
      </p>
      {tenant ? <TryTheStory tenant={tenant} /> : null}
      <ul className="mt-1 grid gap-4">
        <li className="flex gap-2">
          <Clock className="i mt-px" />
          <span>
            <span className="font-medium">The clock is yours.</span>{' '}
            <span className="num text-ink-2">
              {clock.data
                ? `It stands at ${formatFullDay(clock.data.now, ZONE)}, ${formatTime(clock.data.now, ZONE)}. `
                : ''}
              Jump forward and see what happens.
            </span>
          </span>
        </li>
        <li className="flex gap-2">
          <Send className="i mt-px" />
          <span>
            <span className="font-medium">See what was sent.</span>{' '}
            <span className="text-ink-2">Every message to a customer or a colleague, in order.</span>
          </span>
        </li>
        <li className="flex gap-2">
          <RotateCcw className="i mt-px" />
          <span>
            <span className="font-medium">Start over any time.</span>{' '}
            <span className="text-ink-2">The world is the same at every fresh start.</span>
          </span>
        </li>
      </ul>
      <nav className="mt-auto flex flex-wrap gap-x-4 gap-y-2" aria-label="Sandbox pages">
        <a className="link" href="/sandbox/mail">
          Mailbox
        </a>
        <a className="link" href="/sandbox/calendar">
          Calendar
        </a>
        <a className="link" href="/sandbox/crm">
          CRM page
        </a>
        <a className="link" href="/api/docs">
          API
        </a>
      </nav>
    </aside>
  );
}
