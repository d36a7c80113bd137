import { GetNoticeTemplates } from '@understudy/contracts';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PageTabs } from '../page-tabs.js';
import { TEXT_TABS } from '../playbooks/playbooks-page.js';
import { NoticeTextEditor } from './notice-text-editor.js';

/** The words of notices to customers, by kind and language. */
export function NoticeTextsPage() {
  return (
    <AdminOnly title="Notices to customers">
      <NoticeTexts />
    </AdminOnly>
  );
}

function NoticeTexts() {
  const texts = useApi(GetNoticeTemplates, {});
  return (
    <Page
      title="Notices to customers"
      sub="What customers read when their CSM is away. Health, ARR, why somebody is away and notes cannot stand in them: there is no placeholder for any of it."
    >
      <div className="stack">
        <PageTabs label="Playbooks and templates" tabs={TEXT_TABS} />
        <Loaded query={texts} what="The texts" words="Reading the texts" rows={5}>
          {(all) => <NoticeTextEditor texts={all} />}
        </Loaded>
      </div>
    </Page>
  );
}
