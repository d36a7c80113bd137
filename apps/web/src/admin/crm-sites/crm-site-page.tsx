import { ListAdminCrmSites } from '@understudy/contracts';
import { buttonClass, EmptyState } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { knownSites } from './known-sites.js';
import { SiteEditor } from './site-editor.js';

export const SITE_CRUMBS = [{ to: '/crm-sites', words: 'CRM sites' }] as const;

/** One CRM site: where it is, which page is a customer's record, where the bar may sit. */
export function CrmSitePage() {
  return (
    <AdminOnly title="CRM site">
      <SiteOf />
    </AdminOnly>
  );
}

function SiteOf() {
  const { id = '' } = useParams();
  const list = useApi(ListAdminCrmSites, {});
  const known = list.data && knownSites(list.data.items).find((one) => one.id === id);
  if (known) return <SiteEditor key={id} known={known} />;
  return (
    <Page title="CRM site" crumbs={SITE_CRUMBS}>
      <div className="panel">
        <Loaded query={list} what="The CRM sites" words="Reading the sites">
          {() => (
            <EmptyState
              icon={<FileQuestionMark className="i" />}
              title="No site has this name"
              actions={
                <Link className={buttonClass({ size: 'panel' })} to="/crm-sites">
                  All sites
                </Link>
              }
            >
              Somebody may have removed it.
            </EmptyState>
          )}
        </Loaded>
      </div>
    </Page>
  );
}
