import { dayOf } from '@understudy/ui';
import { isDay, plusDays } from '../session/local-days.js';
import { type AddressFields, useAddress } from '../shell/use-address.js';
import { mondayOf } from './lanes.js';
import type { Shown } from './timeline-events.js';
import { readTrial, type Trial, writeTrial } from './trial.js';

export const ZOOMS = { '2w': 14, '6w': 42, '90d': 91 } as const;
export type Zoom = keyof typeof ZOOMS;
/** As far as the page ever asks: the API answers for 92 days at most. */
export const LONGEST_DAYS = 91;

export interface TeamView {
  readonly zoom: Zoom;
  readonly shown: Shown;
  /** null: all teams that one sees. */
  readonly teamId: string | null;
  readonly personId: string | null;
  readonly asTable: boolean;
  readonly trial: Trial | null;
  readonly change: (changes: AddressFields) => void;
  readonly tryOut: (trial: Trial | null) => void;
}

const isZoom = (value: string | null): value is Zoom => value !== null && value in ZOOMS;

/** What of the team is looked at; all of it is in the address, so that it can be sent to somebody. */
export function useTeamView(now: number, timeZone: string): TeamView {
  const [params, change] = useAddress();
  const [zoomText, fromText] = [params.get('zoom'), params.get('from')];
  const zoom = isZoom(zoomText) ? zoomText : '6w';
  const firstOn = mondayOf(isDay(fromText) ? fromText : dayOf(now, timeZone));
  return {
    zoom,
    shown: { firstOn, lastOn: plusDays(firstOn, ZOOMS[zoom] - 1) },
    teamId: params.get('team_id'),
    personId: params.get('person'),
    asTable: params.get('view') === 'table',
    trial: readTrial(params.get('try')),
    change,
    tryOut: (trial) => change({ try: trial && writeTrial(trial) }),
  };
}
