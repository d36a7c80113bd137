import { ListRoutingRules } from '@understudy/contracts';
import { buttonClass, EmptyState } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { placeOfDraft } from '../../drafts/drafts.js';
import { useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { RuleEditor } from './rule-editor.js';

const CRUMBS = [{ to: '/routing', words: 'Routing rules' }] as const;

/** One rule of the book, or a new one. */
export function RulePage() {
  const { id = 'new' } = useParams();
  return (
    <AdminOnly title="Routing rule">
      <RuleOf key={id} id={id} />
    </AdminOnly>
  );
}

/** A new rule has its id before it is saved, so that saving twice adds it once; kept beside its draft. */
function useNewRuleId(): string {
  const place = newRulePlace(useMe().user.id);
  const [id] = useState(() => {
    const known = sessionStorage.getItem(place);
    if (known) return known;
    const made = crypto.randomUUID();
    sessionStorage.setItem(place, made);
    return made;
  });
  return id;
}
const newRulePlace = (userId: string): string => placeOfDraft(userId, 'mark:routing-rule:new');
export const forgetNewRuleId = (userId: string): void => sessionStorage.removeItem(newRulePlace(userId));

function RuleOf({ id }: { readonly id: string }) {
  const book = useApi(ListRoutingRules, {});
  const newId = useNewRuleId();
  if (!book.data) {
    return (
      <Page title="Routing rule" crumbs={CRUMBS}>
        <div className="panel">
          <Loaded query={book} what="The rules" words="Reading the rules" back={{ to: '/routing', words: 'All rules' }}>
            {() => null}
          </Loaded>
        </div>
      </Page>
    );
  }
  if (id === 'new') return <RuleEditor book={book.data} id={newId} rule={null} />;
  const rule = book.data.items.find((one) => one.id === id);
  if (rule) return <RuleEditor book={book.data} id={id} rule={rule} />;
  return (
    <Page title="This rule is not there" crumbs={CRUMBS} here="Rule">
      <div className="panel">
        <EmptyState
          icon={<FileQuestionMark className="i" />}
          title="No rule has this address"
          actions={
            <Link className={buttonClass({ size: 'panel' })} to="/routing">
              All rules
            </Link>
          }
        >
          Somebody may have removed it. Its earlier versions stand under “Who saved what” beside the rules.
        </EmptyState>
      </div>
    </Page>
  );
}
