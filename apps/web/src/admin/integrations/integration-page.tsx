import { ListIntegrations } from '@understudy/contracts';
import { buttonClass, Chip, EmptyState } from '@understudy/ui';
import { FileQuestionMark } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { AdminOnly } from '../admin-only.js';
import { CheckPanel } from './check-panel.js';
import { GoogleParts } from './google-parts.js';
import { type Integration, INTEGRATIONS, stateChip } from './integration-words.js';
import { LostPanel } from './lost-panel.js';
import { PtoParts } from './pto-parts.js';
import { SlackParts } from './slack-parts.js';

const CRUMBS = [{ to: '/integrations', words: 'Integrations' }] as const;

/** One integration: how it stands, what to do, its settings, and a real question to the other side. */
export function IntegrationPage() {
  return (
    <AdminOnly title="Integration">
      <IntegrationOf />
    </AdminOnly>
  );
}

function IntegrationOf() {
  const { kind = '' } = useParams();
  const list = useApi(ListIntegrations, {});
  const item = list.data?.items.find((one) => one.kind === kind);
  if (item) return <Standing key={kind} item={item} />;
  return (
    <Page title={list.data ? 'There is no such integration' : 'Integration'} crumbs={CRUMBS} here="Integration">
      <div className="panel">
        <Loaded query={list} what="The integration" words="Looking how it stands">
          {() => (
            <EmptyState
              icon={<FileQuestionMark className="i" />}
              title="Nothing of this name can be connected"
              actions={
                <Link className={buttonClass({ size: 'panel' })} to="/integrations">
                  All integrations
                </Link>
              }
            />
          )}
        </Loaded>
      </div>
    </Page>
  );
}

function Standing({ item }: { readonly item: Integration }) {
  const { name, purpose } = INTEGRATIONS[item.kind];
  const chip = stateChip(item);
  return (
    <Page
      title={name}
      crumbs={CRUMBS}
      aside={<Chip tone={chip.tone}>{chip.words}</Chip>}
      sub={item.problem ?? `${item.detail} ${purpose}`}
    >
      <div className="cols">
        <div className="stack">{PARTS[item.kind]?.() ?? <Elsewhere item={item} />}</div>
        <aside className="stack" aria-label="How it stands">
          <LostPanel item={item} />
          <CheckPanel kind={item.kind} okAt={item.last_ok_at} />
        </aside>
      </div>
    </Page>
  );
}

const PARTS: Partial<Readonly<Record<Integration['kind'], () => ReactNode>>> = {
  google: () => <GoogleParts />,
  slack: () => <SlackParts />,
  pto: () => <PtoParts />,
};

const WHERE: Partial<Readonly<Record<Integration['kind'], string>>> = {
  mail: 'The mail server belongs to the installation: whoever runs it sets SMTP_HOST and what goes with it, and restarts. Where none is set, notices to customers become drafts that people send themselves.',
  addon:
    'The add-on is installed once for everybody in Google Admin, Apps, Google Workspace Marketplace apps. Which one may come in stands in ADDON_AUDIENCES of the installation.',
  storage:
    'Where files are kept belongs to the installation: a folder of the machine, or a bucket that S3_BUCKET names. Whoever runs it changes that.',
};

/** What is set where the program runs, and not here. */
function Elsewhere({ item }: { readonly item: Integration }) {
  return (
    <section className="panel" aria-label="Where it is set up">
      <div className="form">
        <p>{item.detail}</p>
        {item.problem ? <p className="font-medium">{item.problem}</p> : null}
        <p className="text-ink-2">{WHERE[item.kind]}</p>
      </div>
    </section>
  );
}
