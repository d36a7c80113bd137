import type { AwayTime } from './calendar-views.js';
import type { Frame } from './views.js';
import { spanText } from './when.js';

/** "3 to 14 Aug", and the hours when it is not all day. */
export const timeWords = (
  { startsAt, endsAt, hours }: Pick<AwayTime, 'startsAt' | 'endsAt' | 'hours'>,
  frame: Frame,
): string =>
  hours === null
    ? spanText(startsAt, endsAt, frame)
    : `${spanText(startsAt, endsAt, frame)}, ${hours.replaceAll('-', ' to ')}`;

/** "All day, Berlin time": the zone only by its place. */
export const zoneWords = ({ hours, timeZone }: AwayTime): string => {
  const place = (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
  return `${hours === null ? 'All day' : 'Only these hours'}, ${place} time`;
};

/** "Eva Laurent, 14": the number stays behind a name that is written from the right, too. */
export const withNumber = (name: string, number: number): string => `${name}\u200e, ${number}`;

/** The first letter large: for the start of a line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
