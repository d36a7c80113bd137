import type { Horizon } from './reach.js';
import { matchingRule, type RoutingFacts } from './routing-match.js';
import type { RoutingRule } from './routing-rules.js';
import type { Span } from './spans.js';

/** From one full hour of a zone to the next. */
export interface LocalHour {
  readonly at: Temporal.Instant;
  readonly on: Temporal.PlainDate;
  readonly hour: number;
  readonly weekday: number;
}

const HOUR_MS = 3_600_000;

/** The full hours of a horizon in each zone, made once: asking a zone costs more than everything a rule does with the answer. */
export class LocalHours {
  private readonly zones = new Map<string, readonly LocalHour[]>();

  constructor(private readonly horizon: Horizon) {}

  /** The start of the span, and every full hour inside it: where the hour, the weekday or the day may be another one. */
  *in(span: Span, timeZone: string): Generator<LocalHour> {
    const hours = this.of(timeZone);
    const startMs = span.startsAt.epochMilliseconds;
    const endMs = (span.endsAt ?? this.horizon.endsAt).epochMilliseconds;
    const firstMs = hours[0]?.at.epochMilliseconds ?? startMs;
    const index = Math.max(0, Math.floor((startMs - firstMs) / HOUR_MS));
    const first = hours[index];
    if (first) yield { ...first, at: span.startsAt };
    for (let next = index + 1; next < hours.length; next += 1) {
      const hour = hours[next];
      if (!hour || hour.at.epochMilliseconds >= endMs) return;
      yield hour;
    }
  }

  private of(timeZone: string): readonly LocalHour[] {
    const known = this.zones.get(timeZone);
    if (known) return known;
    const { startsAt, endsAt } = this.horizon;
    const first = startsAt.toZonedDateTimeISO(timeZone).round({ smallestUnit: 'hour', roundingMode: 'floor' });
    const hours: LocalHour[] = [];
    for (let ms = first.epochMilliseconds; ms < endsAt.epochMilliseconds; ms += HOUR_MS) {
      const at = Temporal.Instant.fromEpochMilliseconds(ms);
      const local = at.toZonedDateTimeISO(timeZone);
      hours.push({ at, on: local.toPlainDate(), hour: local.hour, weekday: local.dayOfWeek });
    }
    this.zones.set(timeZone, hours);
    return hours;
  }
}

/** Which rule is the first in each hour of a week, for rules that look at nothing else that changes but whether the CSM is there. */
export class WeekMatches {
  private readonly weeks = new Map<string, Map<number, RoutingRule | null>>();

  /** `order` names the possible rules in their order. */
  at(possible: readonly RoutingRule[], order: string, facts: RoutingFacts): RoutingRule | null {
    const week = this.weeks.get(order) ?? new Map<number, RoutingRule | null>();
    this.weeks.set(order, week);
    const presence = facts.csm.isAbsent === null ? 2 : Number(facts.csm.isAbsent);
    const cell = (facts.weekday * 24 + facts.hour) * 3 + presence;
    const known = week.get(cell);
    if (known !== undefined) return known;
    const rule = matchingRule(possible, facts);
    week.set(cell, rule);
    return rule;
  }

  /** The rules that are the first at some hour of the week, whether the CSM is there or not. */
  selected(possible: readonly RoutingRule[], order: string, facts: RoutingFacts): readonly (RoutingRule | null)[] {
    const rules = new Set<RoutingRule | null>();
    for (const isAbsent of facts.csm.isAbsent === null ? [null] : [true, false])
      for (let cell = 0; cell < 7 * 24; cell += 1)
        rules.add(
          this.at(possible, order, {
            ...facts,
            csm: { ...facts.csm, isAbsent },
            hour: cell % 24,
            weekday: Math.floor(cell / 24) + 1,
          }),
        );
    return [...rules];
  }
}
