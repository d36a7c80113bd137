import type { Shown, SourceRef } from '@understudy/domain';
import { spanFromText, type SpanText } from '../../platform/database/index.js';

/** A source inside jsonb, which knows neither instants nor days: as text. */
export interface StoredSource extends Omit<SourceRef, 'shown'> {
  readonly shown?: {
    readonly days: { readonly firstOn: string; readonly lastOn: string | null; readonly timeZone: string };
    readonly during: SpanText;
    readonly windows: readonly SpanText[];
  };
}

export const toSource = ({ shown, ...ref }: StoredSource): SourceRef =>
  shown ? { ...ref, shown: toShown(shown) } : ref;

export const toStoredSource = ({ shown, ...ref }: SourceRef): StoredSource =>
  shown
    ? { ...ref, shown: { days: daysText(shown), during: toText(shown.during), windows: shown.windows.map(toText) } }
    : ref;

/** As a person typed it: what a form "shows" is the whole of it. */
export const withShown = (ref: SourceRef, { days, during, windows }: Shown): SourceRef => ({
  ...ref,
  shown: { days, during, windows },
});

const toShown = ({ days, during, windows }: NonNullable<StoredSource['shown']>): Shown => ({
  days: {
    firstOn: Temporal.PlainDate.from(days.firstOn),
    lastOn: days.lastOn === null ? null : Temporal.PlainDate.from(days.lastOn),
    timeZone: days.timeZone,
  },
  during: spanFromText(during),
  windows: windows.map(spanFromText),
});

const daysText = ({ days: { firstOn, lastOn, timeZone } }: Shown) => ({
  firstOn: String(firstOn),
  lastOn: lastOn && String(lastOn),
  timeZone,
});

export const toText = ({ startsAt, endsAt }: Shown['during']): SpanText => ({
  startsAt: String(startsAt),
  endsAt: endsAt && String(endsAt),
});
