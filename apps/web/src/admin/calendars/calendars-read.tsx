import { GetAbsenceSettings, ListIntegrations, PutAbsenceSettings, type AnswerOf } from '@understudy/contracts';
import { Chip, formatAgo, formatCount, formatSpan, Panel, StateChip, Switch, useNow, useToast } from '@understudy/ui';
import { Check } from 'lucide-react';
import { Link } from 'react-router';
import { useApi, useSend } from '../../api/use-api.js';
import { useMe } from '../../session/session.js';
import { Loaded } from '../../states/loaded.js';
import { NotSaved } from '../../states/not-saved.js';

type Integration = AnswerOf<typeof ListIntegrations>['items'][number];

const SOURCES = { google: 'Google calendars', pto: 'Time-off systems', slack: 'Slack statuses' } as const;
const isSource = (kind: string): kind is keyof typeof SOURCES => kind in SOURCES;

/** Where absences are read from, whether that works, and which absences would be missed when it does not. */
export function CalendarsRead() {
  const query = useApi(ListIntegrations, {});
  return (
    <>
      <Panel title="Where absences are read">
        <Loaded query={query} what="The health of the calendars" words="Asking how the calendars stand" rows={3}>
          {({ items }) => (
            <ul className="rows rows-top">
              {items.map((one) =>
                isSource(one.kind) ? <Source key={one.kind} one={one} words={SOURCES[one.kind]} /> : null,
              )}
            </ul>
          )}
        </Loaded>
      </Panel>
      <Hints />
    </>
  );
}

function Source({ one, words }: { readonly one: Integration; readonly words: string }) {
  const { user } = useMe();
  const now = useNow();
  return (
    <li>
      <div className="grow grid gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{words}</span>
          <Health state={one.state} />
        </div>
        <span className="text-xs text-ink-2">{one.problem ?? one.detail}</span>
        {one.last_ok_at ? (
          <span className="num text-xs text-ink-2">Last worked {formatAgo(one.last_ok_at, user.time_zone, now)}</span>
        ) : null}
        {one.lost.length > 0 ? (
          <details>
            <summary className="cursor-pointer">
              {formatCount(one.lost.length, 'calendar is', 'calendars are')} lost
            </summary>
            <ul className="mt-1 grid gap-1 pl-4 text-xs">
              {one.lost.map(({ user: person, what, since }) => (
                <li key={`${person?.user_id ?? 'all'} ${what}`}>
                  {person ? (
                    <Link className="link" to={`/people/${person.user_id}`}>
                      {person.name}
                    </Link>
                  ) : (
                    'everybody'
                  )}
                  : {what}, since {formatAgo(since, user.time_zone, now)}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {one.at_risk.total > 0 ? (
          <details>
            <summary className="cursor-pointer">
              Changes to {formatCount(one.at_risk.total, 'absence')} may go unseen
            </summary>
            <ul className="mt-1 grid gap-1 pl-4 text-xs">
              {one.at_risk.absences.map(({ absence_id, user: person, first_on, last_on }) => (
                <li key={absence_id}>
                  <Link className="link" to={`/absences/${absence_id}`}>
                    {person.name}, {formatSpan(first_on, last_on)}
                  </Link>
                </li>
              ))}
              {one.at_risk.total > one.at_risk.absences.length ? (
                <li className="text-ink-2">and {one.at_risk.total - one.at_risk.absences.length} later ones</li>
              ) : null}
            </ul>
          </details>
        ) : null}
      </div>
    </li>
  );
}

function Health({ state }: { readonly state: Integration['state'] }) {
  if (state === 'connected')
    return (
      <Chip tone="outlined" icon={<Check className="i" />}>
        Works
      </Chip>
    );
  if (state === 'not_connected') return <Chip tone="outlined">Not connected</Chip>;
  return (
    <StateChip state={state === 'lost' ? 'gap' : 'waiting'}>{state === 'lost' ? 'Lost' : 'Works in part'}</StateChip>
  );
}

function Hints() {
  const query = useApi(GetAbsenceSettings, {});
  const save = useSend(PutAbsenceSettings);
  const tell = useToast();
  return (
    <Panel title="Hints">
      <Loaded query={query} what="This setting" words="Reading the setting" rows={1}>
        {({ hints_are_facts: on }) => (
          <div className="form">
            {save.error ? <NotSaved error={save.error} /> : null}
            <Switch
              on={on}
              onChange={(hints_are_facts) =>
                save.mutate(
                  { input: { hints_are_facts } },
                  { onSuccess: () => tell({ text: hints_are_facts ? 'Hints count at once' : 'Hints wait for a yes' }) },
                )
              }
            >
              A Slack status or a day called “vacation” counts at once{' '}
              <small className="mut">else it is a suggestion that somebody confirms</small>
            </Switch>
          </div>
        )}
      </Loaded>
    </Panel>
  );
}
