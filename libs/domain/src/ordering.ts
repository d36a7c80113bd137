/** Order of two texts by their code units, the same on every machine: what nothing else decides is decided by it. */
export const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);
