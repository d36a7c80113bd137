/** Within it a weekday names one day only. */
const SIX_DAYS_MS = 6 * 86_400_000;

/** Words for moments in the person's zone and language; 24 h, no comma after the weekday. Formatting only, no rules. */
export class Days {
  readonly #day: Intl.DateTimeFormat;
  readonly #full: Intl.DateTimeFormat;
  readonly #key: Intl.DateTimeFormat;

  /** `language` as the browser says it ("en", "de-AT"); `timeZone` is the person's, not the machine's. */
  constructor(
    readonly language: string,
    readonly timeZone: string,
  ) {
    const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const parts = { weekday: 'short', day: 'numeric', month: 'short', ...hours } as const;
    this.#day = new Intl.DateTimeFormat(this.language.startsWith('de') ? 'de' : 'en-US', { timeZone, ...parts });
    this.#full = new Intl.DateTimeFormat(this.language.startsWith('de') ? 'de' : 'en-US', {
      timeZone,
      year: 'numeric',
    });
    this.#key = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  /** "18:00" */
  time(instant: string): string {
    const { hour, minute } = this.#parts(Date.parse(instant));
    return `${hour}:${minute}`;
  }

  /** "Fri 31 Jul", with the year when `at` is in another one. */
  day(instant: string, at: string): string {
    return this.#dayOf(Date.parse(instant), Date.parse(at));
  }

  /** A calendar day `YYYY-MM-DD`: "31 Jul". */
  shortDay(day: string): string {
    const { day: date, month } = new Days(this.language, 'UTC').#parts(Date.parse(day));
    return `${date} ${month}`;
  }

  /** "16:00" today, else "Tue 7 Jul, 16:00". */
  moment(instant: string, at: string): string {
    const [then, now] = [Date.parse(instant), Date.parse(at)];
    const time = this.time(instant);
    return this.#key.format(then) === this.#key.format(now) ? time : `${this.#dayOf(then, now)}, ${time}`;
  }

  /** The same for a narrow place: "16:00" today, "Tue 16:00" within six days, else "7 Jul". */
  momentShort(instant: string, at: string): string {
    const [then, now] = [Date.parse(instant), Date.parse(at)];
    if (this.#key.format(then) === this.#key.format(now)) return this.time(instant);
    const { weekday, day, month } = this.#parts(then);
    return Math.abs(then - now) < SIX_DAYS_MS ? `${weekday} ${this.time(instant)}` : `${day} ${month}`;
  }

  /**
   * The end of a half-open span: "Fri 31 Jul, 18:00"; "Fri 31 Jul" when it is the midnight after that day in `endZone`, the zone
   * the absence was written in, wherever the reader is.
   */
  until(end: string, at: string, endZone: string): string {
    const there = new Days(this.language, endZone);
    if (there.time(end) === '00:00') return there.#dayOf(Date.parse(end) - 1, Date.parse(at));
    return `${this.day(end, at)}, ${this.time(end)}`;
  }

  /** The same for the bar, as short as it is clear: "Fri" within six days, else "31 Jul". */
  untilShort(end: string, at: string, endZone: string): string {
    const there = new Days(this.language, endZone);
    const { weekday, day, month } =
      there.time(end) === '00:00' ? there.#parts(Date.parse(end) - 1) : this.#parts(Date.parse(end));
    return Date.parse(end) - Date.parse(at) < SIX_DAYS_MS ? weekday : `${day} ${month}`;
  }

  #dayOf(instant: number, at: number): string {
    const { weekday, day, month } = this.#parts(instant);
    const year = this.#full.format(instant);
    return `${weekday} ${day} ${month}${year === this.#full.format(at) ? '' : ` ${year}`}`;
  }

  #parts(instant: number) {
    const found: Record<string, string> = {};
    for (const { type, value } of this.#day.formatToParts(instant)) found[type] = value;
    const { weekday = '', day = '', month = '', hour = '', minute = '' } = found;
    return { weekday: weekday.replace('.', ''), day: day.replace('.', ''), month, hour, minute };
  }
}

/** "26 min", "2 h 10", "3 d 4 h": two units at most. Minutes may be a fraction. */
export function lengthOf(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours < 48) return whole % 60 ? `${hours} h ${String(whole % 60).padStart(2, '0')}` : `${hours} h`;
  return hours % 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${hours / 24} d`;
}

/** "AD" for "Ana Duarte". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
