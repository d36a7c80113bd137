import { GetSlaPolicy, ListCalendars } from '@understudy/contracts';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs } from '../page-tabs.js';
import { ROUTING_TABS } from '../routing/routing-page.js';
import { ClocksEditor } from './clocks-editor.js';

/** The clocks of escalations: how soon an answer, how soon solved, in which hours, and what happens before they run out. */
export function ClocksPage() {
  return (
    <AdminOnly title="Clocks">
      <Clocks />
    </AdminOnly>
  );
}

function Clocks() {
  const policy = useApi(GetSlaPolicy, {});
  const calendars = useApi(ListCalendars, {});
  if (policy.data && calendars.data) return <ClocksEditor policy={policy.data} calendars={calendars.data.items} />;
  return (
    <Page title="Clocks" here="Clocks">
      <div className="stack">
        <PageTabs label="Routing and SLA" tabs={ROUTING_TABS} />
        <div className="panel">
          <Loaded query={policy} what="The clocks" words="Reading the clocks" rows={6}>
            {() => (
              <Loaded query={calendars} what="The calendars" words="Reading the calendars" rows={6}>
                {() => null}
              </Loaded>
            )}
          </Loaded>
        </div>
      </div>
    </Page>
  );
}
