import { buttonClass, EmptyState } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import { PageLink } from '../person/page-link.js';

export const NotFound = () => (
  <main className="sb-page">
    <h1 className="sr-only">Not found</h1>
    <EmptyState
      icon={<FileQuestionMark className="i" />}
      title="There is nothing at this address"
      actions={
        <PageLink className={buttonClass({ size: 'panel' })} to="/mail">
          Go to the mailbox
        </PageLink>
      }
    >
      The sandbox has a mailbox, a calendar, a CRM, and what was sent.
    </EmptyState>
  </main>
);
