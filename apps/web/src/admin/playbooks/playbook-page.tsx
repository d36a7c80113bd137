import { GetPlaybook } from '@understudy/contracts';
import { useParams } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { PlaybookEditor } from './playbook-editor.js';

export const PLAYBOOK_CRUMBS = [{ to: '/playbooks', words: 'Playbooks' }] as const;

/** One playbook, or a new one. */
export function PlaybookPage() {
  const { id = 'new' } = useParams();
  return (
    <AdminOnly title="Playbook">
      {id === 'new' ? <PlaybookEditor key="new" playbook={null} /> : <Stored key={id} id={id} />}
    </AdminOnly>
  );
}

function Stored({ id }: { readonly id: string }) {
  const found = useApi(GetPlaybook, { playbook_id: id });
  if (found.data) return <PlaybookEditor playbook={found.data} />;
  return (
    <Page title="Playbook" crumbs={PLAYBOOK_CRUMBS}>
      <div className="panel">
        <Loaded
          query={found}
          what="This playbook"
          words="Reading the playbook"
          back={{ to: '/playbooks', words: 'All playbooks' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}
