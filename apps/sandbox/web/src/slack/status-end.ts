import { instantOf, plusDays } from '../time/local-days.js';

/** When a status ends that is good through `lastDay` ("YYYY-MM-DD", '' for no end): seconds since 1970 as Slack takes them, 0 for never. */
export const endOf = (lastDay: string, timeZone: string): number =>
  lastDay === '' ? 0 : Date.parse(instantOf(plusDays(lastDay, 1), '00:00', timeZone)) / 1000;
