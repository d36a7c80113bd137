import { GetEscalationCategory, GetSlaPolicy } from '@understudy/contracts';
import { useParams } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { CategoryEditor } from './category-editor.js';

export const CATEGORY_CRUMBS = [{ to: '/routing/categories', words: 'Categories' }] as const;

/** One category, or a new one. */
export function CategoryPage() {
  const { id = 'new' } = useParams();
  return (
    <AdminOnly title="Category">
      <CategoryOf key={id} id={id} />
    </AdminOnly>
  );
}

function CategoryOf({ id }: { readonly id: string }) {
  const isNew = id === 'new';
  const found = useApi(GetEscalationCategory, { category_id: id }, { enabled: !isNew });
  const sla = useApi(GetSlaPolicy, {});
  if (isNew && sla.data) return <CategoryEditor category={null} policy={sla.data} />;
  if (found.data && sla.data) return <CategoryEditor category={found.data} policy={sla.data} />;
  return (
    <Page title="Category" crumbs={CATEGORY_CRUMBS}>
      <div className="panel">
        <Loaded query={sla} what="The clocks" words="Reading the clocks">
          {() => (
            <Loaded
              query={found}
              what="This category"
              words="Reading the category"
              back={{ to: '/routing/categories', words: 'All categories' }}
            >
              {() => null}
            </Loaded>
          )}
        </Loaded>
      </div>
    </Page>
  );
}
