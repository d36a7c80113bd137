import { GetTemplate } from '@understudy/contracts';
import { useParams } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { TemplateEditor } from './template-editor.js';

export const TEMPLATE_CRUMBS = [{ to: '/playbooks/templates', words: 'Escalation templates' }] as const;

/** One template, or a new one. */
export function TemplatePage() {
  const { id = 'new' } = useParams();
  return (
    <AdminOnly title="Escalation template">
      {id === 'new' ? <TemplateEditor key="new" template={null} /> : <Stored key={id} id={id} />}
    </AdminOnly>
  );
}

function Stored({ id }: { readonly id: string }) {
  const found = useApi(GetTemplate, { template_id: id });
  if (found.data) return <TemplateEditor template={found.data} />;
  return (
    <Page title="Escalation template" crumbs={TEMPLATE_CRUMBS}>
      <div className="panel">
        <Loaded
          query={found}
          what="This template"
          words="Reading the template"
          back={{ to: '/playbooks/templates', words: 'All templates' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}
