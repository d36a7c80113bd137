/** What PRD-131 FR-5 names: mail filters, Slack membership, tasks, alerts, and meetings of the calendar. */
export const ROUTING_TYPES = ['tasks', 'alerts', 'email', 'slack', 'calendar'] as const;
export type RoutingType = (typeof ROUTING_TYPES)[number];

/**
 * planned → applying → applied → reverting → reverted. `conflict`: somebody else changed it meanwhile, so it is left as it is
 * (product.md 12). `failed`: tried several times in vain; it is tried again every hour. `unsupported`: the other system is not
 * connected, nothing was touched and nothing has to be restored.
 */
export const ROUTING_STATES = [
  'planned',
  'applying',
  'applied',
  'reverting',
  'reverted',
  'conflict',
  'failed',
  'unsupported',
] as const;
export type RoutingState = (typeof ROUTING_STATES)[number];

export type RoutingJson =
  null | boolean | number | string | readonly RoutingJson[] | { readonly [name: string]: RoutingJson };
/** What stands in the other system; null when nothing does. Two are the same when their JSON is, keys in any order. */
export type RoutingValue = RoutingJson;

/** What is wanted of a change: in place while the coverage runs, taken back after it. */
export type RoutingWish = 'applied' | 'reverted';

/** The reversible change as far as deciding about it goes; all of it is persisted before anything is touched. */
export interface RoutingProgress {
  readonly state: RoutingState;
  readonly wish: RoutingWish;
  readonly intended: RoutingValue;
  /** What was there before we touched it, as soon as it was read. */
  readonly prior: { readonly value: RoutingValue } | null;
  /** Everything we wrote or may have written, the last one last: whatever else is found there was put by somebody else. */
  readonly ours: readonly RoutingValue[];
  /** The last of `ours` was read back: from then on `prior` in its place is somebody else's doing. */
  readonly isConfirmed: boolean;
  /** What somebody else put there, when it is in conflict. */
  readonly found: { readonly value: RoutingValue } | null;
  /** Tries in a row that ended with a fault. */
  readonly faults: number;
}

/** So many faults in a row, and people are told. */
export const FAULTS_UNTIL_FAILED = 5;

const canonical = (value: RoutingValue): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => Number(a > b) - Number(a < b)))
      : inner,
  );

export const isSameRoute = (a: RoutingValue, b: RoutingValue): boolean => canonical(a) === canonical(b);

/** A change that is only an intent so far. */
export const planRouting = (intended: RoutingValue, isSupported: boolean): RoutingProgress => ({
  state: isSupported ? 'planned' : 'unsupported',
  wish: 'applied',
  intended,
  prior: null,
  ours: [],
  isConfirmed: false,
  found: null,
  faults: 0,
});

/** Nothing is left to do, until somebody wishes something else or asks to try again. */
export const isRoutingSettled = ({ state, wish }: Pick<RoutingProgress, 'state' | 'wish'>): boolean =>
  state === 'unsupported' || state === 'conflict' || state === wish;

/**
 * It is wanted in place with this value, or taken back. Wanting what is wanted already changes nothing. What was never touched is
 * taken back by leaving it alone; a conflict stays one, except that a new wish looks again.
 */
export const wishRouting = (
  update: RoutingProgress,
  wish: RoutingWish,
  intended: RoutingValue = update.intended,
): RoutingProgress => {
  if (update.state === 'unsupported') return { ...update, wish, intended };
  if (update.wish === wish && isSameRoute(update.intended, intended)) return update;
  const wished = { ...update, wish, intended, faults: 0, found: null };
  // taken back before: what is there now may be anybody's, so it is looked at afresh
  if (update.state === 'reverted') return { ...planRouting(intended, true), wish };
  if (wish === 'applied') return { ...wished, state: update.prior === null ? 'planned' : 'applying' };
  return { ...wished, state: update.prior === null ? 'reverted' : 'reverting' };
};

/** Look again, because a person asks for it: a conflict may be gone, a fault may be over. Settled ones stay as they are. */
export const retryRouting = (update: RoutingProgress): RoutingProgress => {
  if (update.state !== 'conflict' && update.state !== 'failed') return update;
  const state = update.wish === 'reverted' ? 'reverting' : update.prior === null ? 'planned' : 'applying';
  return { ...update, state, found: null, faults: 0 };
};

const isOurs = ({ ours }: RoutingProgress, current: RoutingValue): boolean =>
  ours.some((value) => isSameRoute(value, current));

/** Nobody but us has touched it since we first looked. */
const isUntouched = (update: RoutingProgress, prior: RoutingValue, current: RoutingValue): boolean => {
  if (!update.isConfirmed) return isSameRoute(prior, current) || isOurs(update, current);
  const last = update.ours.at(-1);
  return last !== undefined && isSameRoute(last, current);
};

export interface RoutingDecision {
  readonly update: RoutingProgress;
  /** What to write now that `update` is persisted; null when it is settled. */
  readonly write: { readonly value: RoutingValue } | null;
}

/**
 * What follows from what was found in the other system: the three-way comparison of prior, intended and current. The first look keeps
 * the prior value. Untouched → it is set, or restored; there already → done; anything else was somebody else, and is left alone.
 */
export const onRoutingRead = (before: RoutingProgress, current: RoutingValue): RoutingDecision => {
  const prior = before.prior ?? { value: current };
  const update: RoutingProgress = { ...before, prior };
  const done = (state: RoutingState, more: Partial<RoutingProgress> = {}): RoutingDecision => ({
    update: { ...update, state, faults: 0, found: null, ...more },
    write: null,
  });
  if (update.wish === 'applied') {
    if (isSameRoute(current, update.intended)) return done('applied', { isConfirmed: isOurs(update, current) });
    if (!isUntouched(update, prior.value, current)) return done('conflict', { found: { value: current } });
    return {
      update: { ...update, state: 'applying', isConfirmed: false, ours: withLast(update.ours, update.intended) },
      write: { value: update.intended },
    };
  }
  if (isSameRoute(current, prior.value)) return done('reverted');
  if (!isOurs(update, current)) return done('conflict', { found: { value: current } });
  return { update: { ...update, state: 'reverting', isConfirmed: false }, write: { value: prior.value } };
};

const withLast = (ours: readonly RoutingValue[], value: RoutingValue): readonly RoutingValue[] => [
  ...ours.filter((one) => !isSameRoute(one, value)),
  value,
];

/** The other system did not answer, or not well; whether it did something is not known, so the next step looks first. */
export const onRoutingFault = (update: RoutingProgress): RoutingProgress => {
  const faults = update.faults + 1;
  return { ...update, faults, state: faults >= FAULTS_UNTIL_FAILED ? 'failed' : update.state };
};

/** When it is tried again by itself: 1, 2, 4, 8 ... minutes after a fault, at most an hour. */
export const routingRetryAt = ({ faults }: Pick<RoutingProgress, 'faults'>, now: Temporal.Instant): Temporal.Instant =>
  now.add({ minutes: Math.min(60, 2 ** Math.max(0, Math.min(faults, 7) - 1)) });
