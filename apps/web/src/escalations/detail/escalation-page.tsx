import { GetEscalation } from '@understudy/contracts';
import { CoverageChip, SeverityMark, useNow } from '@understudy/ui';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '../../api/use-api.js';
import { useMay, useMe } from '../../session/session.js';
import { Page } from '../../shell/page.js';
import { Loaded } from '../../states/loaded.js';
import { useStandOn } from '../escalate-provider.js';
import { Compose } from './compose.js';
import { ContextPanel } from './context-panel.js';
import type { Escalation, EscalationUpdate } from './escalation.js';
import { FilesPanel } from './files-panel.js';
import { Happenings } from './happenings.js';
import { PageActions } from './page-actions.js';
import { PeoplePanel } from './people-panel.js';
import { PlaybookPanel } from './playbook-panel.js';
import { RelatedPanel } from './related-panel.js';
import { SlaPanel } from './sla-panel.js';
import { standsInNow } from './stands-in.js';
import { useMoves } from './use-moves.js';
import { useResponsible } from './use-responsible.js';
import { Flow, Resolution, WhatHappened } from './what-happened.js';
import { whoHasIt } from './who-has-it.js';

const CRUMBS = [{ to: '/escalations', words: 'Escalations' }] as const;

/** One escalation: its clock, who has it and why, everything said and done, and every move that is possible. */
export function EscalationPage() {
  const { id = '' } = useParams();
  const escalation = useApi(GetEscalation, { escalation_id: id });
  if (escalation.data) return <EscalationView key={id} escalation={escalation.data} />;
  return (
    <Page title="Escalation" crumbs={CRUMBS}>
      <div className="panel">
        <Loaded
          query={escalation}
          what="This escalation"
          words="Reading the escalation"
          back={{ to: '/escalations', words: 'All escalations' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}

function EscalationView({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const may = useMay();
  const now = useNow();
  const moves = useMoves(escalation);
  const [correcting, setCorrecting] = useState<EscalationUpdate | null>(null);
  useStandOn(escalation.customer);
  return (
    <Page
      title={escalation.title}
      crumbs={CRUMBS}
      sub={whoHasIt(escalation, { userId: user.id, zone: user.time_zone, now })}
      over={<Over escalation={escalation} />}
      actions={<PageActions escalation={escalation} moves={moves} />}
    >
      <div className="cols mixed">
        <div className="stack">
          <Flow escalation={escalation} />
          <Resolution escalation={escalation} />
          <WhatHappened escalation={escalation} />
          {escalation.status === 'void' ? null : (
            <Compose escalation={escalation} correcting={correcting} onCorrected={() => setCorrecting(null)} />
          )}
          <section className="o6" aria-label="What happened since">
            <Happenings escalation={escalation} onCorrect={setCorrecting} />
            {may('admin') ? (
              <p className="mt-3 text-xs text-ink-2">
                Every line is in the <Link to="/audit">audit log</Link>, where nobody can change it unseen.
              </p>
            ) : null}
          </section>
        </div>
        <aside className="stack" aria-label="Clock, people and customer">
          <SlaPanel escalation={escalation} />
          <PeoplePanel escalation={escalation} />
          <PlaybookPanel escalation={escalation} />
          <FilesPanel escalation={escalation} />
          <ContextPanel escalation={escalation} />
          <RelatedPanel escalation={escalation} />
        </aside>
      </div>
      {moves.parts}
    </Page>
  );
}

/** What it is, of whom, and who stands in there now. */
function Over({ escalation }: { readonly escalation: Escalation }) {
  const { user } = useMe();
  const standsIn = standsInNow(useResponsible(escalation), user.time_zone);
  return (
    <>
      <SeverityMark severity={escalation.severity} />
      <span className="text-ink-2">{escalation.category ?? 'Conversation'}</span>
      {escalation.customer ? (
        <>
          <span className="text-ink-2">·</span>
          <Link className="font-medium hover:underline" to={`/customers/${escalation.customer.id}`}>
            {escalation.customer.name}
          </Link>
        </>
      ) : null}
      {standsIn ? <CoverageChip {...standsIn} /> : null}
    </>
  );
}
