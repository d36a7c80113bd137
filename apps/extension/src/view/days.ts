/** Within it a weekday names one day only. */
const SIX_DAYS_MS = 6 * 86_400_000;

/** What is not English is written as Intl writes it; both kinds of Portuguese with the month as a word. */
const LOCALES: Readonly<Record<string, string>> = { 'pt-PT': 'pt-BR' };

/** Words for moments in the person's zone and the words' own language; 24 h, no comma after the weekday. Formatting only, no rules. */
export class Days {
  readonly #locale: string;
  readonly #key: Intl.DateTimeFormat;

  /** `language` is that of the words around ("en", "pt-BR"), which may not be the browser's; `timeZone` is the person's, not the machine's. */
  constructor(
    readonly language: string,
    readonly timeZone: string,
  ) {
    this.#locale = LOCALES[language] ?? language;
    this.#key = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }

  /** "18:00" */
  time(instant: string): string {
    return this.#hour(Date.parse(instant));
  }

  /** "Fri 31 Jul", with the year when `at` is in another one. */
  day(instant: string, at: string): string {
    return this.#dayOf(Date.parse(instant), Date.parse(at));
  }

  /** A calendar day `YYYY-MM-DD`: "31 Jul". */
  shortDay(day: string): string {
    return new Days(this.language, 'UTC').#write(Date.parse(day), SHORT_DAY);
  }

  /** "16:00" today, else "Tue 7 Jul, 16:00". */
  moment(instant: string, at: string): string {
    const [then, now] = [Date.parse(instant), Date.parse(at)];
    return this.#isSameDay(then, now) ? this.#hour(then) : this.#joined(this.#dayOf(then, now), this.#hour(then));
  }

  /** The same for a narrow place: "16:00" today, "Tue 16:00" within six days, else "7 Jul". */
  momentShort(instant: string, at: string): string {
    const [then, now] = [Date.parse(instant), Date.parse(at)];
    if (this.#isSameDay(then, now)) return this.#hour(then);
    return Math.abs(then - now) < SIX_DAYS_MS
      ? `${this.#weekday(then)} ${this.#hour(then)}`
      : this.#write(then, SHORT_DAY);
  }

  /**
   * The end of a half-open span: "Fri 31 Jul, 18:00"; "Fri 31 Jul" when it is the midnight after that day in `endZone`, the zone
   * the absence was written in, wherever the reader is.
   */
  until(end: string, at: string, endZone: string): string {
    const there = new Days(this.language, endZone);
    if (there.time(end) === '00:00') return there.#dayOf(Date.parse(end) - 1, Date.parse(at));
    return this.#joined(this.day(end, at), this.time(end));
  }

  /** The same for the bar, as short as it is clear: "Fri" within six days, else "31 Jul". */
  untilShort(end: string, at: string, endZone: string): string {
    const there = new Days(this.language, endZone);
    const [days, last] = there.time(end) === '00:00' ? [there, Date.parse(end) - 1] : [this, Date.parse(end)];
    return Date.parse(end) - Date.parse(at) < SIX_DAYS_MS ? days.#weekday(last) : days.#write(last, SHORT_DAY);
  }

  #dayOf(instant: number, at: number): string {
    const year = { year: 'numeric' } as const;
    const isThisYear = this.#write(instant, year) === this.#write(at, year);
    return this.#write(instant, { weekday: 'short', ...SHORT_DAY, ...(isThisYear ? {} : year) });
  }

  /** One sign names no day in Japanese. */
  #weekday(instant: number): string {
    return this.#write(instant, { weekday: this.#locale === 'ja' ? 'long' : 'short' });
  }

  #hour(instant: number): string {
    return this.#write(instant, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }

  #joined(day: string, time: string): string {
    return this.#locale === 'ja' ? `${day} ${time}` : `${day}, ${time}`;
  }

  #isSameDay(one: number, other: number): boolean {
    return this.#key.format(one) === this.#key.format(other);
  }

  /** English as Europe writes it, with the months of America: "Sep", never "Sept". */
  #write(instant: number, what: Intl.DateTimeFormatOptions): string {
    const locale = this.#locale === 'en' ? 'en-US' : this.#locale;
    const parts = new Intl.DateTimeFormat(locale, { ...what, timeZone: this.timeZone }).formatToParts(instant);
    if (this.#locale === 'en' && !what.hour) {
      const found = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
      return [found['weekday'], found['day'], found['month'], found['year']].filter(Boolean).join(' ');
    }
    return parts
      .map(({ type, value }, at) =>
        type === 'literal' && parts[at - 1]?.type === 'weekday' ? value.replace(/^, /, ' ') : value,
      )
      .join('');
  }
}

const SHORT_DAY = { day: 'numeric', month: 'short' } as const;

/** "h" and "min" are everybody's. */
const DAY_SIGNS: Readonly<Record<string, string>> = { de: 'T', fr: 'j', ja: '日' };

/** "26 min", "2 h 10", "3 d 4 h": two units at most. Minutes may be a fraction; `language` is that of the words around. */
export function lengthOf(minutes: number, language: string): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours < 48) return whole % 60 ? `${hours} h ${String(whole % 60).padStart(2, '0')}` : `${hours} h`;
  const days = `${Math.floor(hours / 24)} ${DAY_SIGNS[language] ?? 'd'}`;
  return hours % 24 ? `${days} ${hours % 24} h` : days;
}

/** "AD" for "Ana Duarte". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name;
