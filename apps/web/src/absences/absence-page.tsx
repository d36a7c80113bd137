import { GetAbsence, ListAbsenceCoverage } from '@understudy/contracts';
import { CoverageBar, formatCount, formatDay, Notice, useNow } from '@understudy/ui';
import { useParams } from 'react-router';
import { useApi } from '../api/use-api.js';
import { HandbackLink } from '../handbacks/handback-link.js';
import { useMe } from '../session/session.js';
import { crumbTo } from '../shell/nav.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { AbsenceActions } from './absence-actions.js';
import {
  absenceDays,
  awayWords,
  coverageState,
  isOver,
  sourceWords,
  typeWords,
  type Absence,
} from './absence-words.js';
import { Assignments } from './assignments.js';
import { GapsPanel } from './gaps-panel.js';
import { NoticesPanel } from './notices-panel.js';
import { PreparationPanel } from './preparation-panel.js';
import { RoutingPanel } from './routing-panel.js';
import { Suggestions } from './suggestions.js';

const TEAM = [crumbTo('/team')];
const MINE = [crumbTo('/absences')];

/** The coverage of one absence: who, until when, who stands in, who could, and what has nobody. */
export function AbsencePage() {
  const { id = '' } = useParams();
  const absence = useApi(GetAbsence, { absence_id: id });
  if (absence.data) return <AbsenceView absence={absence.data} />;
  return (
    <Page title="Absence" crumbs={TEAM}>
      <div className="panel">
        <Loaded
          query={absence}
          what="This absence"
          words="Reading the absence"
          back={{ to: '/team', words: 'The calendar' }}
        >
          {() => null}
        </Loaded>
      </div>
    </Page>
  );
}

function AbsenceView({ absence }: { readonly absence: Absence }) {
  const me = useMe();
  const now = useNow();
  const coverage = useApi(ListAbsenceCoverage, { absence_id: absence.id });
  const mine = absence.user.user_id === me.user.id;
  const bar = barFor(absence);
  const open = !isOver(absence) && absence.status !== 'suggested';

  return (
    <Page
      title={awayWords(absence, mine, now)}
      here={absenceDays(absence)}
      crumbs={mine ? MINE : TEAM}
      sub={[
        typeWords(absence),
        sourceWords(absence),
        absence.reported_by ? `entered by ${absence.reported_by.name}` : '',
        `days of ${absence.user.place ?? absence.time_zone}`,
        absence.end_date === null && absence.review_on ? `looked at again ${formatDay(absence.review_on)}` : '',
        formatCount(absence.coverage.customer_count, 'customer'),
      ]
        .filter((part) => part)
        .join(' · ')}
      actions={
        <>
          <HandbackLink absence={absence} />
          <AbsenceActions absence={absence} />
        </>
      }
    >
      <div className="stack">
        {absence.needs_confirmation ? (
          <Notice tone="waiting">
            <b>{absence.reported_by?.name ?? 'A colleague'} entered this.</b>{' '}
            <span className="mut">
              It counts already. {mine ? 'Is it right?' : `${absence.user.name} or a manager confirms it.`}
            </span>
          </Notice>
        ) : null}
        {bar ? <CoverageBar {...bar} /> : null}
        {absence.special_instructions ? (
          <p className="prose text-ink-2">
            <span className="font-medium text-ink">{absence.user.name}:</span> {absence.special_instructions}
          </p>
        ) : null}
        <div className="cols">
          <div className="stack">
            <Assignments absence={absence} assignments={coverage.data?.items ?? absence.coverage.assignments} />
            {open ? <Suggestions absence={absence} presses={coverageState(absence) === 'gap'} /> : null}
            {absence.status === 'suggested' ? null : <NoticesPanel absence={absence} />}
          </div>
          <aside className="stack" aria-label="What is open">
            {absence.status === 'suggested' ? null : (
              <GapsPanel
                gaps={coverage.data?.gaps ?? []}
                loading={coverage.isPending}
                zoneOf={() => absence.time_zone}
                waiting={coverageState(absence) === 'waiting'}
              />
            )}
            <PreparationPanel absence={absence} />
            <RoutingPanel absence={absence} />
          </aside>
        </div>
      </div>
    </Page>
  );
}

/** The answer of the page, in one bar. */
function barFor(absence: Absence) {
  const { coverage } = absence;
  if (absence.status === 'suggested') {
    return {
      state: 'plain' as const,
      title: 'This looks like an absence.',
      detail: 'Confirm it, and backups are asked.',
    };
  }
  if (isOver(absence)) return null;
  switch (coverageState(absence)) {
    case 'gap':
      return {
        state: 'gap' as const,
        title: `${formatCount(coverage.uncovered, 'customer')} with nobody.`,
        detail: `${soFar(coverage)}Ask one of the people below.`,
      };
    case 'waiting':
      return {
        state: 'waiting' as const,
        title: `Somebody is asked for every customer.`,
        detail: soFar(coverage),
      };
    case 'covered':
      return {
        state: 'covered' as const,
        title: 'No customer is left alone.',
        detail: `${formatCount(coverage.accepted, 'customer')} covered for the whole time.`,
      };
    case 'none':
      return { state: 'plain' as const, title: 'No customers to cover.', detail: '' };
  }
}

/** "20 accepted, 18 waiting for an answer. " without what is zero. */
function soFar({ accepted, waiting }: Absence['coverage']): string {
  const parts = [accepted > 0 ? `${accepted} accepted` : '', waiting > 0 ? `${waiting} waiting for an answer` : ''];
  const words = parts.filter((part) => part).join(', ');
  return words ? `${words}. ` : '';
}
