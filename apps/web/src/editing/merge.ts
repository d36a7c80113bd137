/** What somebody is changing: the fields they touched, on the row as it stood when they began. */
export interface Started<Fields> {
  readonly edits: Partial<Fields>;
  readonly base: Fields;
  readonly version: number;
}

export interface Meanwhile<Fields> {
  readonly field: keyof Fields & string;
  readonly was: unknown;
  readonly is: unknown;
  /** Both changed it, differently: somebody has to choose. */
  readonly clash: boolean;
  /** What I have in this field; only with `clash`. */
  readonly mine: unknown;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Fields of a row by name, in the order of the row. */
const namesOf = <Fields extends object>(row: Fields): (keyof Fields & string)[] =>
  Object.keys(row).filter((name): name is keyof Fields & string => name in row);

/**
 * What others changed in the row since somebody began to edit it. Empty while the row is the one they began on; a field that both
 * changed to the same is nothing to tell, nor is one's own save.
 */
export function changedMeanwhile<Fields extends object>(
  started: Started<Fields> | null,
  row: Fields,
  version: number,
): readonly Meanwhile<Fields>[] {
  if (!started || started.version === version) return [];
  const { base, edits } = started;
  return namesOf(row)
    .filter((field) => !same(base[field], row[field]) && !(field in edits && same(edits[field], row[field])))
    .map((field) => ({
      field,
      was: base[field],
      is: row[field],
      clash: field in edits,
      mine: edits[field],
    }));
}

/** Edits without those that say what the row says anyway. */
export function realEdits<Fields extends object>(edits: Partial<Fields>, row: Fields): Partial<Fields> {
  const kept: Partial<Fields> = {};
  for (const field of namesOf(row)) if (field in edits && !same(edits[field], row[field])) kept[field] = edits[field];
  return kept;
}

/** Edits without those fields: theirs count there. */
export function without<Fields extends object>(edits: Partial<Fields>, fields: readonly string[]): Partial<Fields> {
  const kept = { ...edits };
  for (const field of namesOf(edits as Fields)) if (fields.includes(field)) delete kept[field];
  return kept;
}

/** The version of a row that has none: another one as soon as it reads differently. */
export const versionOf = (row: object): number =>
  [...JSON.stringify(row)].reduce((hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0, 7);
