import { Button, Chip, LogoMark, Notice } from '@understudy/ui';
import { Check } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { sendMessage, type Account, type SiteAccess } from '../protocol.js';
import { say } from '../say.js';

/** What the browser really allows, each with the button that mends it; saved as you go. */
export function Options() {
  return (
    <main className="mx-auto grid max-w-[760px] gap-7 p-6">
      <header className="flex items-center gap-2">
        <LogoMark size={24} />
        <h1 className="m-0 text-xl font-semibold">{say('options.title')}</h1>
      </header>
      <AccountSection />
      <SitesSection />
    </main>
  );
}

function AccountSection() {
  const [account, setAccount] = useState<Account | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => void sendMessage('account', undefined).then(setAccount), []);
  const signIn = async (): Promise<void> => {
    const answer = await sendMessage('signIn', undefined);
    setProblem(answer.ok ? '' : answer.why === 'refused' ? answer.message : say('who.offline'));
    if (answer.ok) setAccount(answer.account);
  };
  const signOut = async (): Promise<void> => {
    await sendMessage('signOut', undefined);
    setAccount(null);
  };
  return (
    <section className="grid gap-2.5">
      <h2 className="m-0 text-lg font-semibold">{say('options.account')}</h2>
      <div className="rounded-md border border-line bg-panel">
        <div className="flex items-center gap-3 p-3">
          <div className="min-w-0 flex-1">
            <p className="m-0 font-semibold">{account?.name ?? say('options.signedOut')}</p>
            {account ? (
              <p className="m-0 text-xs text-ink-2">{`${account.email}, ${account.tenant}, ${account.timeZone}`}</p>
            ) : null}
          </div>
          {account ? (
            <Button size="panel" onClick={() => void signOut()}>
              {say('popup.signOut')}
            </Button>
          ) : (
            <Button size="panel" look="filled" onClick={() => void signIn()}>
              {say('popup.signIn')}
            </Button>
          )}
        </div>
        <p className="m-0 border-t border-line p-3 text-xs text-ink-2">
          {say('options.backend')} <b className="text-ink">{__API_URL__}</b>. {say('options.backendHint')}
        </p>
      </div>
      {problem ? <Notice tone="waiting">{problem}</Notice> : null}
    </section>
  );
}

function SitesSection() {
  const [sites, setSites] = useState<readonly SiteAccess[]>([]);
  const load = useCallback(() => void sendMessage('siteAccess', undefined).then(setSites), []);
  useEffect(() => {
    load();
    browser.permissions.onAdded.addListener(load);
    browser.permissions.onRemoved.addListener(load);
    return () => {
      browser.permissions.onAdded.removeListener(load);
      browser.permissions.onRemoved.removeListener(load);
    };
  }, [load]);
  return (
    <section className="grid gap-2.5">
      <h2 className="m-0 text-lg font-semibold">{say('options.sites')}</h2>
      <p className="m-0 text-ink-2">{say('options.sitesText')}</p>
      <table className="w-full border-collapse rounded-md border border-line bg-panel text-left">
        <thead className="text-xs text-ink-2">
          <tr>
            <th className="border-b border-line p-2 font-medium">{say('options.site')}</th>
            <th className="border-b border-line p-2 text-right font-medium">{say('options.permission')}</th>
          </tr>
        </thead>
        <tbody>
          {sites.map((site) => (
            <SiteRow key={site.id} site={site} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SiteRow({ site }: { readonly site: SiteAccess }) {
  const origins = [...site.matches];
  return (
    <tr className="border-b border-line last:border-0">
      <td className="p-2">
        <b>{site.name}</b>
        <span className="block text-xs text-ink-2">{site.matches.join(', ')}</span>
      </td>
      <td className="p-2">
        <div className="flex items-center justify-end gap-2">
          {site.state === 'not-allowed' ? null : (
            <Chip tone="covered" icon={<Check className="i" />}>
              {say('options.allowed')}
            </Chip>
          )}
          {site.state === 'always' ? <span className="text-xs text-ink-2">{say('options.always')}</span> : null}
          {site.state === 'allowed' ? (
            <Button
              size="panel"
              aria-label={`${say('options.remove')}: ${site.name}`}
              onClick={() => void browser.permissions.remove({ origins })}
            >
              {say('options.remove')}
            </Button>
          ) : null}
          {site.state === 'not-allowed' ? (
            <Button
              size="panel"
              aria-label={`${say('options.allow')}: ${site.name}`}
              onClick={() => void browser.permissions.request({ origins })}
            >
              {say('options.allow')}
            </Button>
          ) : null}
        </div>
      </td>
    </tr>
  );
}
