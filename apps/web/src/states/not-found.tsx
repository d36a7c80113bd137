import { buttonClass, EmptyState } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { Link } from 'react-router';
import { Page } from '../shell/page.js';

export function NotFoundPage() {
  return (
    <Page title="Nothing at this address">
      <div className="panel">
        <EmptyState
          icon={<FileQuestionMark className="i" />}
          title="There is no such page"
          actions={
            <Link className={buttonClass({ look: 'filled', size: 'panel' })} to="/">
              Go to the start
            </Link>
          }
        >
          The address may have a typo, or the page has moved.
        </EmptyState>
      </div>
    </Page>
  );
}
