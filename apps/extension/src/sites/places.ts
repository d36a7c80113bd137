import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

/** What a person did to the bar of a site: kept per site on this computer. */
export const Place = z.object({
  /** No bar on this site until options show it again. */
  isHidden: z.boolean(),
  /** Only the handle. */
  isCollapsed: z.boolean(),
  /** Where it was moved to: how far its right and top edge are from the window's, in CSS pixels; null: where it belongs by itself. */
  movedTo: z.nullable(z.object({ right: z.number(), top: z.number() })),
  /** Records ("system:id") that somebody said are no customers: no bar there either. The latest ones, at most `MOST_IGNORED` (limits.ts). */
  ignored: z._default(z.array(z.string()), []),
  /** Where the bar stood when it was last drawn by itself; missing until then. A corner says that the site's header is not known. */
  lastIn: z.optional(z.enum(['header', 'corner'])),
});
export type Place = z.infer<typeof Place>;

export const FIRST_PLACE: Place = { isHidden: false, isCollapsed: false, movedTo: null, ignored: [] };

const Places = z.record(z.string(), Place);

/** By the site's id; a site that nothing was done to is missing. Content scripts cannot read it: they ask the worker. */
export async function readPlaces(): Promise<Readonly<Record<string, Place>>> {
  const { places } = await browser.storage.local.get('places');
  const read = Places.safeParse(places);
  return read.success ? read.data : {};
}

export const placeOf = async (siteId: string): Promise<Place> => (await readPlaces())[siteId] ?? FIRST_PLACE;

let last: Promise<unknown> = Promise.resolve();
/** One after the other, so that two changes at once do not undo each other. Returns the new place. */
export function changePlace(siteId: string, change: Partial<Place>): Promise<Place> {
  const work = async (): Promise<Place> => {
    const places = await readPlaces();
    const place = { ...FIRST_PLACE, ...places[siteId], ...change };
    await browser.storage.local.set({ places: { ...places, [siteId]: place } });
    return place;
  };
  const next = last.then(work, work);
  last = next;
  return next;
}
