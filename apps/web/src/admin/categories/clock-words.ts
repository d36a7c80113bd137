/** "4 h", "24 h", "3 d", "7 d": hours of a clock; days where they come out even and are more than a day. */
export const hoursWords = (hours: number): string =>
  hours > 24 && hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`;

/** "15 min", "1 h", "1 h 30": minutes of a clock. */
export function minutesWords(minutes: number): string {
  if (!Number.isFinite(minutes)) return '…';
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? hoursWords(minutes / 60) : `${Math.floor(minutes / 60)} h ${String(rest).padStart(2, '0')}`;
}

/** What is typed into a field of whole numbers; NaN while it is none. */
export const wholeNumber = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);

/** Why a number cannot be taken; undefined when it can. */
export function wrongNumber(value: number, least: number, most: number): string | undefined {
  return Number.isInteger(value) && value >= least && value <= most
    ? undefined
    : `A whole number from ${least} to ${most}`;
}
