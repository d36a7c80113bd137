import { formatWorking } from '@understudy/ui';

/** "4 h", "24 h", "3 d", "7 d": hours of a clock; days where they come out even and are more than a day. Counted in working hours: "72 working h". */
export function hoursWords(hours: number, isRoundTheClock: boolean): string {
  if (!isRoundTheClock) return formatWorking(hours * 60);
  return hours > 24 && hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`;
}

/** "15 min", "1 h", "1 h 30", "8 working h": minutes of a clock. */
export function minutesWords(minutes: number, isRoundTheClock = true): string {
  if (!Number.isFinite(minutes)) return '…';
  if (!isRoundTheClock) return formatWorking(minutes);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? hoursWords(minutes / 60, true) : `${Math.floor(minutes / 60)} h ${String(rest).padStart(2, '0')}`;
}

/** What is typed into a field of whole numbers; NaN while it is none. */
export const wholeNumber = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);

/** Why a number cannot be taken; undefined when it can. */
export function wrongNumber(value: number, least: number, most: number): string | undefined {
  return Number.isInteger(value) && value >= least && value <= most
    ? undefined
    : `A whole number from ${least} to ${most}`;
}
