import { Button, Notice, useToast } from '@understudy/ui';
import { Crosshair, FileUp, TriangleAlert } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { sendMessage, type SiteAccess } from '../protocol.js';
import { say } from '../say.js';
import { useAccount } from './account.js';
import { AddSite } from './add-site.js';
import { Section } from './section.js';
import { SiteRow } from './site-row.js';
import { inOrder, useSites } from './use-sites.js';

/** What the address of this page asks for: the toolbar popup opens it with the page to be added. */
const askedFor = (): string | null => new URLSearchParams(location.search).get('add');

export function SitesSection() {
  const { sites, reload } = useSites();
  const { account } = useAccount();
  const [adding, setAdding] = useState<{ address: string; site: SiteAccess | null } | null>(() => {
    const address = askedFor();
    return address === null ? null : { address, site: null };
  });
  const { mine, others } = inOrder(sites ?? []);
  const isAdmin = account !== 'loading' && account?.isAdmin === true;
  const row = (site: SiteAccess): ReactNode => (
    <SiteRow
      key={site.id}
      site={site}
      isAdmin={isAdmin}
      reload={reload}
      repoint={() => setAdding({ address: '', site })}
    />
  );
  return (
    <Section
      id="sites"
      title={say('options.sites')}
      text={say('options.sitesText')}
      action={
        <>
          <FromFile reload={reload} />
          <Button size="panel" look="filled" onClick={() => setAdding({ address: '', site: null })}>
            <Crosshair className="i i-s" />
            {say('options.addSite')}
          </Button>
        </>
      }
    >
      {mine.length ? (
        <SiteTable>{mine.map(row)}</SiteTable>
      ) : (
        <p className="card p-3 text-ink-2">{say('options.noSites')}</p>
      )}
      {mine.filter(sitsInCorner).map((site) => (
        <CornerNotice key={site.id} site={site} repoint={() => setAdding({ address: '', site })} />
      ))}
      {others.length ? (
        <details className="more">
          <summary>{say('options.otherSites', String(others.length))}</summary>
          <SiteTable>{others.map(row)}</SiteTable>
        </details>
      ) : null}
      {adding ? <AddSite {...adding} sites={sites ?? []} close={() => setAdding(null)} /> : null}
    </Section>
  );
}

/** A site whose header is not found any more, or never was: worth a new place only where somebody uses it. */
const sitsInCorner = ({ place, state, isOff }: SiteAccess): boolean =>
  place.lastIn === 'corner' && !place.movedTo && !place.isHidden && !isOff && state !== 'not-allowed';

function CornerNotice({ site, repoint }: { readonly site: SiteAccess; readonly repoint: () => void }) {
  return (
    <Notice tone="waiting" icon={<TriangleAlert className="i" />}>
      <b>{site.name}:</b> {say('options.corner')}{' '}
      <button type="button" className="link" onClick={repoint}>
        {say('options.repoint')}
      </button>
    </Notice>
  );
}

function SiteTable({ children }: { readonly children: ReactNode }) {
  return (
    <div className="card">
      <table className="sites">
        <thead>
          <tr>
            <th>{say('options.site')}</th>
            <th>{say('options.permission')}</th>
            <th>{say('options.place')}</th>
            <th className="end">{say('options.bar')}</th>
            <th>
              <span className="sr-only">{say('options.more')}</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A site that somebody else made by pointing, as a file. */
function FromFile({ reload }: { readonly reload: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const tell = useToast();
  const take = async (file: File): Promise<void> => {
    const { problems } = await sendMessage('keepSite', parsed(await file.text()));
    if (problems.length)
      tell({ tone: 'bad', text: `${say('options.fileRefused')} ${problems.slice(0, 3).join('; ')}` });
    else tell({ text: say('options.fileTaken') });
    reload();
  };
  return (
    <>
      <Button size="panel" look="quiet" onClick={() => field.current?.click()}>
        <FileUp className="i i-s" />
        {say('options.fromFile')}
      </Button>
      <input
        ref={field}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={say('options.fromFile')}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = '';
          if (file) void take(file);
        }}
      />
    </>
  );
}

/** What is no JSON is refused by the rules of sites all the same. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
