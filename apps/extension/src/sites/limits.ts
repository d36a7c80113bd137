/** How many records of a site may be marked as no customers; the oldest go first. Apart, because content scripts count, too. */
export const MOST_IGNORED = 500;

/** Signs that a pattern is tried on, as the contracts count them when they judge a pattern (crm-pattern.ts). */
export const LONGEST_MATCHED = 2_000;
