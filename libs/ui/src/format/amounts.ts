const euro = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });

const whole = new Intl.NumberFormat('en');

/** "€412k", "€2.4M", "€1.2B", "€950": short, for rows and sums. */
export function formatMoney(amount: number): string {
  if (amount >= 999_500_000) return `€${trim(amount / 1_000_000_000, amount >= 99_500_000_000 ? 0 : 1)}B`;
  if (amount >= 999_500) return `€${trim(amount / 1_000_000, amount >= 99_500_000 ? 0 : 1)}M`;
  return amount >= 1000 ? `€${Math.round(amount / 1000)}k` : `€${Math.round(amount)}`;
}

/** "€412,000": in full, where one customer is looked at. */
export const formatFullMoney = (amount: number): string => euro.format(amount);

/** "1 customer", "17 customers"; irregular plurals are given. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${whole.format(count)} ${count === 1 ? one : many}`;

/** Two units at most: "48 s", "26 min", "2 h 10", "1 d 3 h". Minutes may be a fraction; seconds show under five minutes when asked for. */
export function formatLength(minutes: number, withSeconds = false): string {
  if (withSeconds && minutes < 5) {
    const seconds = Math.max(0, Math.round(minutes * 60));
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')}`;
  }
  const whole = Math.max(0, Math.floor(minutes));
  if (whole < 60) return `${whole} min`;
  const hours = Math.floor(whole / 60);
  if (hours < 24) return whole % 60 ? `${hours} h ${String(whole % 60).padStart(2, '0')}` : `${hours} h`;
  const days = Math.floor(hours / 24);
  return hours % 24 ? `${days} d ${hours % 24} h` : `${days} d`;
}

/** A length that is counted in working hours, never in days, which would be read as days of the calendar: "72 working h", "1 working h 30 min". */
export function formatWorking(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${rest} working min`;
  return rest === 0 ? `${hours} working h` : `${hours} working h ${rest} min`;
}

/** "in 21 days", "today", "tomorrow", "3 days ago". */
export function formatDays(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

const trim = (value: number, digits: number): string => value.toFixed(digits).replace(/\.0$/, '');
