/** Tells instants of the demo world by days from its first day, so that it is as fresh at every start. */
export interface When {
  readonly startedOn: Temporal.PlainDate;
  /** So many calendar days away; a weekend moves on to Monday, or back to Friday for days that are past. */
  readonly workday: (days: number) => Temporal.PlainDate;
  /** Wall clock "HH:MM" on that working day in the zone. */
  readonly at: (days: number, clock: string, timeZone: string) => Temporal.Instant;
}

const awayFromWeekend = (on: Temporal.PlainDate, isPast: boolean): Temporal.PlainDate => {
  const over = on.dayOfWeek - 5;
  if (over <= 0) return on;
  return isPast ? on.subtract({ days: over }) : on.add({ days: 3 - over });
};

export const whenFrom = (startedOn: Temporal.PlainDate): When => {
  const workday = (days: number): Temporal.PlainDate => awayFromWeekend(startedOn.add({ days }), days < 0);
  const at = (days: number, clock: string, timeZone: string): Temporal.Instant =>
    workday(days)
      .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(clock) })
      .toInstant();
  return { startedOn, workday, at };
};
