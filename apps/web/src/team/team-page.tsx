import { GetCoverageCalendar, GetCoverageProof } from '@understudy/contracts';
import { Button, buttonClass, dayOf, EmptyState, formatCount, Notice, SegmentedControl, useNow } from '@understudy/ui';
import { CalendarPlus, FlaskConical, UserX } from 'lucide-react';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.js';
import { plusDays } from '../session/local-days.js';
import { useMe } from '../session/session.js';
import { Page } from '../shell/page.js';
import { Loaded } from '../states/loaded.js';
import { isWaiting, mondayOf, type TeamPerson } from './lanes.js';
import { ProofPanel } from './proof-panel.js';
import { TeamCalendarPanel } from './team-calendar-panel.js';
import { stripOf, teamGaps, titleOf } from './team-gaps.js';
import { crowdWords, lookedForWords } from './team-rows.js';
import { touches } from './team-table.js';
import './team.css';
import { LONGEST_DAYS, type TeamView, useTeamView, type Zoom } from './use-team-view.js';
import { WhatIfPanel } from './what-if-panel.js';

const HORIZON_DAYS = 90;

/** Thirteen weeks from a Monday on: every zoom shows a part of it, so that changing it asks nothing. */
const useCalendar = (monday: string) =>
  useApi(
    GetCoverageCalendar,
    { from: monday, to: plusDays(monday, LONGEST_DAYS - 1), everybody: 'true' },
    { keep: true },
  );

/** Who of the team is away and who looks after their customers meanwhile; is anybody left alone in the next 90 days? */
export function TeamPage() {
  const { user } = useMe();
  const now = useNow();
  const view = useTeamView(now, user.time_zone);
  const today = dayOf(now, user.time_zone);
  const ahead = useCalendar(mondayOf(today));
  const looked = useCalendar(view.shown.firstOn);
  const proof = useApi(GetCoverageProof, { horizon_days: String(HORIZON_DAYS) });

  const all = ahead.data?.people ?? [];
  const team = teamOf(view, all, user.team);
  const of = (people: readonly TeamPerson[]) =>
    team === null ? people : people.filter((person) => person.team?.id === team.id);
  const people = of(all);
  const gaps = teamGaps(proof.data, all, now).filter(
    ({ csm }) => team === null || people.some(({ user: { user_id } }) => user_id === csm?.user_id),
  );
  const isKnown = ahead.data !== undefined && !proof.isPending;
  const days = Array.from({ length: HORIZON_DAYS }, (_, nth) => plusDays(today, nth));
  const planned = people.filter(({ capacity_points }) => capacity_points !== null);
  const missing = view.personId !== null && isKnown && !all.some((one) => one.user.user_id === view.personId);
  const lookedFor = all.find(({ user: { user_id } }) => user_id === view.personId);

  return (
    <Page
      title={isKnown ? titleOf({ gaps: gaps.length, waiting: people.some(isWaiting) }) : 'Team calendar'}
      here={team ? team.name : 'Calendar'}
      crumbs={team ? [{ to: '/team?team_id=all', words: 'Calendar' }] : []}
      sub={ahead.data ? `${crowdWords(team?.name ?? null, people)} Days are each person's own local days.` : null}
      actions={
        <>
          <SegmentedControl
            label="Span"
            value={view.zoom}
            onChange={(zoom: Zoom) => view.change({ zoom: zoom === '6w' ? null : zoom })}
            options={[
              { value: '2w', words: '2 weeks' },
              { value: '6w', words: '6 weeks' },
              { value: '90d', words: '90 days' },
            ]}
          />
          {planned.length > 0 && view.trial === null ? (
            <Button onClick={() => view.tryOut(firstTrial(planned, lookedFor, user.id, today))}>
              <FlaskConical className="i" />
              What if
            </Button>
          ) : null}
          <Link className={buttonClass()} to="/setup">
            <CalendarPlus className="i" />
            Add absence
          </Link>
        </>
      }
    >
      <div className="stack">
        {missing ? (
          <Notice
            actions={
              <Button size="panel" onClick={() => view.change({ person: null })}>
                Show everybody
              </Button>
            }
          >
            <b>Whom you looked for is not in this calendar.</b>{' '}
            <span className="mut">They look after nobody, or belong to a team that you do not see.</span>
          </Notice>
        ) : null}
        {lookedFor ? (
          <Notice
            actions={
              <Button size="panel" onClick={() => view.change({ person: null })}>
                Done
              </Button>
            }
          >
            {lookedForWords(lookedFor)}
          </Notice>
        ) : null}
        <Suggested people={people} />
        <Loaded query={ahead} what="The calendar" words="Reading who is away and who covers" rows={8}>
          {() =>
            all.length === 0 ? (
              <div className="panel">
                <EmptyState icon={<UserX className="i" />} title="Nobody here looks after customers yet">
                  People with customers appear here with their absences.
                </EmptyState>
              </div>
            ) : (
              <>
                {isKnown ? (
                  <ProofPanel
                    gaps={gaps}
                    strip={stripOf(days, gaps, people, user.time_zone)}
                    days={days}
                    weak={team === null ? (proof.data?.weak_customers ?? null) : null}
                  />
                ) : null}
                <div className={view.trial ? 'cols cols-wide' : 'stack'}>
                  <TeamCalendarPanel
                    view={view}
                    team={team}
                    everybody={looked.data?.people ?? all}
                    people={of(looked.data?.people ?? all)}
                    stale={looked.isPlaceholderData}
                    gaps={gaps}
                  />
                  {view.trial ? (
                    <aside aria-label="What if">
                      <WhatIfPanel
                        trial={view.trial}
                        people={all.filter(({ capacity_points }) => capacity_points !== null)}
                        gapsBefore={({ firstOn, lastOn }) => openBetween(proof.data?.gaps ?? [], firstOn, lastOn)}
                        onChange={view.tryOut}
                      />
                    </aside>
                  ) : null}
                </div>
              </>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}

interface TeamName {
  readonly id: string;
  readonly name: string;
}

/** The team in the address; without one the reader's own, where there are several. Whoever is looked for is always in sight. */
function teamOf({ teamId, personId }: TeamView, all: readonly TeamPerson[], own: TeamName | null): TeamName | null {
  const teams = new Map(all.flatMap(({ team }) => (team ? [[team.id, team]] : [])));
  if (teams.size < 2 || teamId === 'all') return null;
  const wanted = (teamId === null ? own && teams.get(own.id) : teams.get(teamId)) ?? null;
  const person = personId === null ? undefined : all.find(({ user }) => user.user_id === personId);
  return person && wanted && person.team?.id !== wanted.id ? null : wanted;
}

/** Next week's Monday to Friday of whoever is looked for, else of the first one with customers who is not away then. */
function firstTrial(planned: readonly TeamPerson[], lookedFor: TeamPerson | undefined, myId: string, today: string) {
  const firstOn = plusDays(mondayOf(today), 7);
  const lastOn = plusDays(firstOn, 4);
  const isThere = ({ absences }: TeamPerson) => !absences.some((absence) => touches(absence, { firstOn, lastOn }));
  const person =
    planned.find(({ user }) => user.user_id === lookedFor?.user.user_id) ??
    planned.find((one) => one.customers > 0 && one.user.user_id !== myId && isThere(one)) ??
    planned[0];
  return { userId: person?.user.user_id ?? myId, firstOn, lastOn, absenceId: null };
}

const openBetween = (
  holes: readonly { readonly customer_id: string; readonly starts_at: string; readonly ends_at: string }[],
  firstOn: string,
  lastOn: string,
): number =>
  new Set(
    holes
      .filter(({ starts_at, ends_at }) => starts_at.slice(0, 10) <= lastOn && firstOn <= ends_at.slice(0, 10))
      .map(({ customer_id }) => customer_id),
  ).size;

function Suggested({ people }: { readonly people: readonly TeamPerson[] }) {
  const suggested = people.flatMap(({ absences }) => absences).filter(({ status }) => status === 'suggested');
  const [first] = suggested;
  if (!first) return null;
  return (
    <Notice
      tone="info"
      actions={
        <Link className={buttonClass({ size: 'panel' })} to={`/absences/${first.id}`}>
          Look at {suggested.length === 1 ? 'it' : 'the first'}
        </Link>
      }
    >
      <b>{formatCount(suggested.length, 'possible absence')} to confirm.</b>{' '}
      <span className="mut">Until then nobody is asked to stand in.</span>
    </Notice>
  );
}
