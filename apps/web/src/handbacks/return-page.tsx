import { GetAbsence, ListAbsenceHandbacks } from '@understudy/contracts';
import { dayOf, EmptyState, firstNameOf, formatShortDay, Notice } from '@understudy/ui';
import { Luggage } from 'lucide-react';
import { useParams } from 'react-router';
import { absenceDays } from '../absences/absence-words.js';
import { useApi } from '../api/use-api.js';
import { useMe } from '../session/session.js';
import { crumbTo } from '../shell/nav.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { ActivitiesPanel } from './activities-panel.js';
import { ChangesPanel } from './changes-panel.js';
import { FromBackups } from './from-backups.js';
import { HandbackNumbers } from './handback-numbers.js';
import { HowTheyAre, Issues, StartHere } from './handback-sections.js';
import { titleOf, whoCovered, wholeOf, type Handback } from './handback-words.js';
import { HaveItBack } from './have-it-back.js';
import { PutBack } from './put-back.js';
import { SurveyOfAbsence } from './survey-page.js';

/** The return summary: what happened while somebody was away, of everybody who stood in, and "I have it back". */
export function ReturnPage() {
  const { id = '' } = useParams();
  const { user } = useMe();
  const absence = useApi(GetAbsence, { absence_id: id });
  const handbacks = useApi(ListAbsenceHandbacks, { absence_id: id });
  const items = handbacks.data?.items ?? [];
  const first = wholeOf(items).recommendations.length;
  const isMe = absence.data?.user.user_id === user.id;
  const crumbs = [
    crumbTo(!absence.data || isMe ? '/absences' : '/team'),
    { to: `/absences/${id}`, words: absence.data ? absenceDays(absence.data) : 'Absence' },
  ];
  return (
    <Page
      title={absence.data && items.length > 0 ? titleOf(firstNameOf(absence.data.user.name), isMe, first) : 'Handback'}
      here="Handback"
      crumbs={crumbs}
      sub={absence.data && items.length > 0 ? `${whoCovered(items)}, ${absenceDays(absence.data)}.` : undefined}
      actions={absence.data ? <HaveItBack absence={absence.data} handbacks={items} /> : null}
    >
      <Loaded
        query={handbacks}
        what="This handback"
        words="Comparing every customer with the day of departure"
        rows={8}
        back={{ to: `/absences/${id}`, words: 'The absence' }}
      >
        {(loaded) =>
          loaded.items.length > 0 ? (
            <Summary absenceId={id} handbacks={loaded.items} />
          ) : (
            <div className="panel">
              <EmptyState icon={<Luggage className="i" />} title="There is nothing to hand back">
                Nobody stood in yet, or the absence has not begun. As soon as somebody does, what changes is collected
                here.
              </EmptyState>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

interface SummaryProps {
  readonly absenceId: string;
  readonly handbacks: readonly Handback[];
}

/** The parts, for one handback or for all of an absence. */
export function Summary({ absenceId, handbacks }: SummaryProps) {
  const whole = wholeOf(handbacks);
  const [first] = handbacks;
  const since = first ? formatShortDay(dayOf(first.during.starts_at, first.time_zone)) : 'the departure';
  return (
    <div className="stack">
      {handbacks.some(({ status }) => status === 'preview') ? (
        <Notice tone="info">
          <b>The coverage still runs.</b>{' '}
          <span className="mut">This is how things stand now; it is frozen when the absence ends.</span>
        </Notice>
      ) : null}
      <HandbackNumbers whole={whole} />
      <div className="cols mixed">
        <div className="stack">
          <StartHere whole={whole} place={absenceId} />
          <Issues whole={whole} />
          <ChangesPanel changes={whole.changes} since={since} />
          <HowTheyAre whole={whole} />
          <ActivitiesPanel activities={whole.activities} />
        </div>
        <aside className="stack" aria-label="From those who covered">
          <FromBackups handbacks={handbacks} />
          <PutBack absenceId={absenceId} />
          <SurveyOfAbsence absenceId={absenceId} />
        </aside>
      </div>
    </div>
  );
}
