/** How many records of a site may be marked as no customers; the oldest go first. Apart, because content scripts count, too. */
export const MOST_IGNORED = 500;
