/** A column whose values are sealed, and where each of them belongs: what sealing them again needs to know. */
export interface SealedColumn {
  readonly table: string;
  /** Ends in "_sealed". */
  readonly column: string;
  /** The columns that name a row, beside tenant_id. */
  readonly key: readonly string[];
  /** Of the place: the column that holds the owner's id, or an owner that is the same for all rows. */
  readonly owner: { readonly column: string } | { readonly always: string };
  readonly purpose: string;
}
