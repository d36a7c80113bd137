import { Button, Field, Input } from '@understudy/ui';
import { useSearchParams } from 'react-router';
import { useMe } from '../session/session.js';
import { useAddress } from '../shell/use-address.js';

const ASKED = ['from', 'to', 'team_id'] as const;
export type Period = Readonly<Partial<Record<(typeof ASKED)[number], string>>>;

/** The period and team of a report, as the address has them; the API answers for the last 90 days when it has none. */
export function usePeriod(): Period {
  const [params] = useSearchParams();
  return Object.fromEntries(ASKED.flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? '']] : [])));
}

export interface PeriodFieldsProps {
  /** What the report was made for, shown until another period is chosen. */
  readonly from: string;
  readonly to: string;
}

/** First and last day, both counted, and whose: everybody one may see, or one's own team. */
export function PeriodFields({ from, to }: PeriodFieldsProps) {
  const { user } = useMe();
  const [params, rewrite] = useAddress();
  const change = (name: (typeof ASKED)[number], value: string | null) => rewrite({ [name]: value, offset: null });
  const ofTeam = user.team !== null && params.get('team_id') === user.team.id;
  return (
    <form className="period" onSubmit={(event) => event.preventDefault()}>
      <Field label="From">
        {(control) => (
          <Input
            {...control}
            type="date"
            max={to}
            value={from}
            onChange={({ target }) => change('from', target.value)}
          />
        )}
      </Field>
      <Field label="To">
        {(control) => (
          <Input {...control} type="date" min={from} value={to} onChange={({ target }) => change('to', target.value)} />
        )}
      </Field>
      {user.team ? (
        <Button
          aria-pressed={ofTeam}
          className={ofTeam ? 'pressed' : ''}
          onClick={() => change('team_id', ofTeam ? null : (user.team?.id ?? null))}
        >
          <span className="clip max-w-[14rem]" title={user.team.name}>
            Team {user.team.name} only
          </span>
        </Button>
      ) : null}
    </form>
  );
}
