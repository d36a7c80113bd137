import { contract } from '../google/contract.js';
import type { CalendarMethod } from './protocol.js';

function methodOf(id: string): CalendarMethod {
  const method = contract.methods.find((one) => one.id === id);
  if (!method) throw new Error(`Google's typings have no method ${id}`);
  return { id, path: method.path, scopes: method.scopes };
}

/** What the advanced service `Calendar` can do here, with the scopes Google's typings name for it. */
export const CALENDAR_METHODS = {
  list: methodOf('calendar.events.list'),
  get: methodOf('calendar.events.get'),
} as const;
