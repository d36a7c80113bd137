import { buttonClass, EmptyState } from '@understudy/ui';
import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useMay } from '../session/session.js';
import { Page } from '../shell/page.js';

export interface AdminOnlyProps {
  readonly title: string;
  /** Nothing of it is asked from the API for anybody else. */
  readonly children: ReactNode;
}

/** A page of the set-up: everybody but admins is told so at its address. */
export function AdminOnly({ title, children }: AdminOnlyProps) {
  const may = useMay();
  if (may('admin')) return children;
  return (
    <Page title={title}>
      <div className="panel">
        <EmptyState
          icon={<Lock className="i" />}
          title="Only admins set this up"
          actions={
            <Link className={buttonClass({ size: 'panel' })} to="/">
              Go to the start
            </Link>
          }
        >
          Your role does not open this page. Ask an admin of your organisation to look something up or to change it.
        </EmptyState>
      </div>
    </Page>
  );
}
