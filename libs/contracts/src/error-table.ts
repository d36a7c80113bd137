/** One line of a closed error table: the HTTP status of a code and the sentence people read (what is true, what to do). */
export interface ErrorRow {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 421 | 422 | 429 | 500 | 503;
  readonly detail: string;
  /** What stands under `status` of the problem where a document asks for a word instead of the HTTP status. */
  readonly word?: 'pending';
}
/** A closed table: its codes are known to the compiler. */
export const table = <const T extends Record<string, ErrorRow>>(rows: T): T => rows;
