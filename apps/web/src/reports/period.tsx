import { Button, Field } from '@understudy/ui';
import { useSearchParams } from 'react-router';
import { useMe } from '../session/session.js';
import { AddressInput } from '../shell/address-input.js';
import { type AddressFields, useAddress } from '../shell/use-address.js';

const ASKED = ['from', 'to', 'team_id'] as const;
export type Period = Readonly<Partial<Record<(typeof ASKED)[number], string>>>;

/** The period and team of a report, as the address has them; the API answers for the last 90 days when it has none. */
export function usePeriod(): Period {
  const [params] = useSearchParams();
  return Object.fromEntries(ASKED.flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? '']] : [])));
}

export interface PeriodFieldsProps {
  /** The report, made for these days; without it, also when it was refused, the address says them. */
  readonly answered: { readonly from: string; readonly to: string } | undefined;
}

/** First and last day, both counted, and whose: everybody one may see, or one's own team. A first day after the last takes it along. */
export function PeriodFields({ answered }: PeriodFieldsProps) {
  const { user } = useMe();
  const [params, rewrite] = useAddress();
  const asked = usePeriod();
  const { from, to } = answered ?? { from: asked.from ?? '', to: asked.to ?? '' };
  const change = (fields: AddressFields) => rewrite({ ...fields, offset: null });
  const ofTeam = user.team !== null && params.get('team_id') === user.team.id;
  return (
    <form className="period" onSubmit={(event) => event.preventDefault()}>
      <Field label="From">
        {(control) => (
          <AddressInput
            {...control}
            type="date"
            max={to || undefined}
            value={from}
            onWrite={(day) => change(to && day > to ? { from: day, to: day } : { from: day })}
          />
        )}
      </Field>
      <Field label="To">
        {(control) => (
          <AddressInput
            {...control}
            type="date"
            min={from || undefined}
            value={to}
            onWrite={(day) => change(day && day < from ? { from: day, to: day } : { to: day })}
          />
        )}
      </Field>
      {user.team ? (
        <Button
          aria-pressed={ofTeam}
          className={ofTeam ? 'pressed' : ''}
          onClick={() => change({ team_id: ofTeam ? null : (user.team?.id ?? null) })}
        >
          <span className="clip max-w-[14rem]" title={user.team.name}>
            Team {user.team.name} only
          </span>
        </Button>
      ) : null}
    </form>
  );
}
