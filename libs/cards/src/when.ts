/** How the reader reads: instants on cards are ISO text, shown in this zone and language. */
export interface Reader {
  /** RFC 3339, product time. */
  readonly now: string;
  /** IANA zone of the person who looks. */
  readonly timeZone: string;
  /** BCP 47; month and weekday names and money follow it, the words are English. An unknown one counts as en-GB. */
  readonly locale: string;
}

const zoned = (at: string, reader: Reader): Temporal.ZonedDateTime =>
  Temporal.Instant.from(at).toZonedDateTimeISO(reader.timeZone);
const daysFromNow = (day: Temporal.PlainDate, reader: Reader): number =>
  zoned(reader.now, reader).toPlainDate().until(day).days;

export const localeOf = (reader: Reader): string => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(reader.locale)[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
};

const MOST_KEPT = 500;

/** Making one of Intl's formatters costs far more than using it. A locale comes from outside: at the limit all are forgotten. */
function keeper<F>(): (key: string, make: () => F) => F {
  const kept = new Map<string, F>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const made = make();
    kept.set(key, made);
    return made;
  };
}
const dayFormat = keeper<Intl.DateTimeFormat>();
const moneyFormat = keeper<Intl.NumberFormat>();

const part = (day: Temporal.PlainDate, reader: Reader, name: 'weekday' | 'month'): string =>
  dayFormat(
    `${name} ${reader.locale}`,
    () => new Intl.DateTimeFormat(localeOf(reader), { [name]: 'short', calendar: 'iso8601', timeZone: 'UTC' }),
  ).format(
    // Through an instant: locales with another default calendar refuse an ISO PlainDate.
    day.toZonedDateTime('UTC').epochMilliseconds,
  );

const monthOf = (day: Temporal.PlainDate, reader: Reader): string => part(day, reader, 'month');
const yearOf = (day: Temporal.PlainDate, reader: Reader): string =>
  day.year === zoned(reader.now, reader).year ? '' : ` ${day.year}`;

/** "Fri 10 Jul", with the year when it is not this one. */
export const dayText = (day: Temporal.PlainDate, reader: Reader): string =>
  `${part(day, reader, 'weekday')} ${day.day} ${monthOf(day, reader)}${yearOf(day, reader)}`;

/** A calendar day on the wire ("2026-07-30") as "30 Jul". */
export const plainDay = (on: string, reader: Reader): string => {
  const day = Temporal.PlainDate.from(on);
  return `${day.day} ${monthOf(day, reader)}${yearOf(day, reader)}`;
};

/** "16:00", always 24 h. */
export const timeText = (at: string, reader: Reader): string => {
  const { hour, minute } = zoned(at, reader);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

const NEAR: Readonly<Record<number, string>> = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' };
const NAMED: ReadonlySet<string> = new Set(Object.values(NEAR));

/** The day of an instant: "today", "tomorrow", "yesterday", else "Fri 10 Jul". */
export const nearDay = (at: string, reader: Reader): string => {
  const day = zoned(at, reader).toPlainDate();
  return NEAR[daysFromNow(day, reader)] ?? dayText(day, reader);
};

/** "today 16:00", "Tue 7 Jul, 16:00". */
export const moment = (at: string, reader: Reader): string => {
  const day = nearDay(at, reader);
  return `${day}${NAMED.has(day) ? '' : ','} ${timeText(at, reader)}`;
};

/** Something that lies back: "Mon 17:40" within the last six days, else "Mon 2 Jun, 17:40". */
export const since = (at: string, reader: Reader): string => {
  const day = zoned(at, reader).toPlainDate();
  const ago = -daysFromNow(day, reader);
  if (ago <= 1) return moment(at, reader);
  return ago <= 6 ? `${part(day, reader, 'weekday')} ${timeText(at, reader)}` : moment(at, reader);
};

/** The last day of a half-open span: its end at local midnight belongs to the day before. */
function lastDay(endsAt: string, reader: Reader): { day: Temporal.PlainDate; whole: boolean } {
  const end = zoned(endsAt, reader);
  const whole = end.epochNanoseconds === end.startOfDay().epochNanoseconds;
  return { day: whole ? end.toPlainDate().subtract({ days: 1 }) : end.toPlainDate(), whole };
}

/** "until Fri 10 Jul", "until 18:00" when it ends today, "until Fri 10 Jul, 18:00"; open-ended: "until further notice". */
export const until = (endsAt: string | null, reader: Reader): string => {
  if (endsAt === null) return 'until further notice';
  const { day, whole } = lastDay(endsAt, reader);
  if (whole) return daysFromNow(day, reader) === 0 ? 'until tonight' : `until ${dayText(day, reader)}`;
  return daysFromNow(day, reader) === 0
    ? `until ${timeText(endsAt, reader)}`
    : `until ${dayText(day, reader)}, ${timeText(endsAt, reader)}`;
};

/** Days of a half-open span: "19 to 21 Aug", "30 Jul to 2 Aug", "Fri 10 Jul"; hours within a day: "Fri 10 Jul, 09:00 to 12:00". */
export const spanText = (startsAt: string, endsAt: string | null, reader: Reader): string => {
  const start = zoned(startsAt, reader);
  const first = start.toPlainDate();
  if (endsAt === null) return `from ${dayText(first, reader)}`;
  const { day: last, whole } = lastDay(endsAt, reader);
  if (!whole && first.equals(last)) {
    return `${dayText(first, reader)}, ${timeText(startsAt, reader)} to ${timeText(endsAt, reader)}`;
  }
  if (Temporal.PlainDate.compare(first, last) >= 0) return dayText(first, reader);
  const sameMonth = first.year === last.year && first.month === last.month;
  const from = sameMonth
    ? String(first.day)
    : `${first.day} ${monthOf(first, reader)}${first.year === last.year ? '' : ` ${first.year}`}`;
  return `${from} to ${last.day} ${monthOf(last, reader)}${yearOf(last, reader)}`;
};

/** "due today 16:00", or "over since ..." when it has passed. */
export const due = (at: string, reader: Reader): { text: string; over: boolean } => {
  const over = Temporal.Instant.compare(at, reader.now) < 0;
  return { over, text: over ? `over since ${moment(at, reader)}` : `due ${moment(at, reader)}` };
};

const COMPACT: Readonly<Record<string, string>> = { K: 'k', m: 'M' };

/** Sum in whole currency units, short: "€412k", "€1.2M", "€900". */
export const money = (amount: number, currency: string, reader: Reader): string => {
  const maximumFractionDigits = amount >= 1e6 ? 1 : 0;
  return moneyFormat(
    `${currency} ${maximumFractionDigits} ${reader.locale}`,
    () =>
      new Intl.NumberFormat(localeOf(reader), {
        style: 'currency',
        currency,
        notation: 'compact',
        maximumFractionDigits,
      }),
  )
    .formatToParts(amount)
    .map(({ type, value }) => (type === 'compact' ? (COMPACT[value] ?? value) : value))
    .join('');
};
