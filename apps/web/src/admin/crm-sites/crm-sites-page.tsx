import { ListAdminCrmSites, PutCrmSite } from '@understudy/contracts';
import { Button, DataTable, Notice, Panel, Switch, useToast } from '@understudy/ui';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { wordsFor } from '../../api/send.js';
import { useApi, useSend } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { ImportSite } from './import-site.js';
import { type KnownSite, knownSites, originWords } from './known-sites.js';
import { TryAddress } from './try-address.js';

/** On which CRMs the browser extension shows its bar, for everybody of the organisation. */
export function CrmSitesPage() {
  return (
    <AdminOnly title="CRM sites">
      <CrmSites />
    </AdminOnly>
  );
}

function CrmSites() {
  const list = useApi(ListAdminCrmSites, {});
  const [isImporting, setImporting] = useState(false);
  const sites = knownSites(list.data?.items ?? []);
  const off = sites.filter(({ enabled }) => !enabled);
  return (
    <Page
      title={list.data ? `The bar is on for ${sites.length - off.length} of ${sites.length} CRM sites` : 'CRM sites'}
      here="CRM sites"
      sub="A site that is switched off shows no bar to anybody, within ten minutes and without a release. Each person still allows their own CRM in their browser."
      actions={
        <Button onClick={() => setImporting(true)}>
          <Upload className="i" />
          Import a site
        </Button>
      }
    >
      <div className="cols">
        <div className="stack">
          {off.length > 0 ? (
            <Notice tone="waiting">
              <b>Off for everybody:</b> {off.map(({ site }) => site.name).join(', ')}.
            </Notice>
          ) : null}
          <Panel title="Sites" count={list.data ? sites.length : undefined}>
            <Loaded query={list} what="The CRM sites" words="Reading the sites" rows={8}>
              {() => <SiteTable sites={sites} />}
            </Loaded>
          </Panel>
        </div>
        <aside className="stack" aria-label="Trying">
          <TryAddress sites={sites.filter(({ enabled }) => enabled).map(({ site }) => site)} />
        </aside>
      </div>
      {isImporting ? <ImportSite items={list.data?.items ?? []} onClose={() => setImporting(false)} /> : null}
    </Page>
  );
}

function SiteTable({ sites }: { readonly sites: readonly KnownSite[] }) {
  const put = useSend(PutCrmSite);
  const tell = useToast();
  const turn = ({ id, site, said }: KnownSite, enabled: boolean) =>
    put.mutate(
      { input: { site_id: id, site: said?.site ?? null, enabled }, ...(said ? { ifMatch: said.version } : {}) },
      {
        onSuccess: () => tell({ text: enabled ? `${site.name} is on again` : `${site.name} is off for everybody` }),
        onError: (error) => tell({ tone: 'bad', text: wordsFor(error) }),
      },
    );
  return (
    <DataTable
      caption="CRM sites by name"
      rowKey={({ id }) => id}
      groups={[{ key: 'all', head: null, rows: sites }]}
      columns={[
        {
          key: 'name',
          head: 'Site',
          width: '46%',
          cell: ({ id, site }) => (
            <span className="lines">
              <Link className="clip font-medium hover:underline" to={`/crm-sites/${id}`}>
                {site.name}
              </Link>
              <span className="clip text-xs text-ink-2">
                {site.matches.map((match) => match.replace(/^https?:\/\/|\/\*$/g, '')).join(', ')}
              </span>
            </span>
          ),
        },
        {
          key: 'from',
          head: 'From',
          width: '34%',
          narrow: 'wide',
          cell: (known) => <span className="text-ink-2">{originWords(known)}</span>,
        },
        {
          key: 'on',
          head: 'On for everybody',
          width: '20%',
          cell: (known) => (
            <Switch
              aria-label={`${known.site.name}: on for everybody`}
              on={known.enabled}
              onChange={(on) => turn(known, on)}
            />
          ),
        },
      ]}
    />
  );
}
