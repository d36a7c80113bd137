/**
 * Seconds since 1970 by the machine's clock, with fractions: for what lives in machine time (tokens, signatures of others) and is not moved by
 * the product's clock. Not `performance.now()`: that stands still while a machine sleeps.
 */
export const machineSeconds = (): number => Temporal.Now.instant().epochMilliseconds / 1000;
