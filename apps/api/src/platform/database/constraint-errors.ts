import { DomainError } from '@understudy/domain';
import { QueryFailedError } from 'typeorm';

const driverError = (error: unknown): unknown => (error instanceof QueryFailedError ? error.driverError : error);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const property = (value: unknown, name: string): string | null =>
  typeof value === 'object' && value !== null ? text(Reflect.get(value, name)) : null;

/** The named constraint a statement broke, or null for any other error. */
export const brokenConstraint = (error: unknown): string | null => property(driverError(error), 'constraint');

/** The five-character SQLSTATE of a database error, or null when the error is none. */
export const sqlState = (error: unknown): string | null => {
  const code = property(driverError(error), 'code');
  return code !== null && /^[0-9A-Z]{5}$/.test(code) ? code : null;
};

/**
 * Turns broken constraints into expected failures: `.catch(constraintErrors({ cover_one_backup: 'coverage.already-covered' }))`
 * on the statement that writes. Everything else rises unchanged. The transaction is lost either way (style.md 25).
 */
export const constraintErrors =
  <const Table extends Readonly<Record<string, string>>>(table: Table) =>
  (error: unknown): never => {
    const constraint = brokenConstraint(error);
    const code = constraint === null ? undefined : new Map(Object.entries(table)).get(constraint);
    if (code !== undefined) throw new DomainError(code);
    throw error;
  };

/** lock_not_available, query_canceled (statement_timeout), too_many_connections, deadlock_detected, serialization_failure. */
const BUSY: ReadonlySet<string | null> = new Set(['55P03', '57014', '53300', '40P01', '40001']);
/** pg-pool has no code for it. */
const NO_CONNECTION = 'timeout exceeded when trying to connect';

/**
 * The database had no connection, or no time, for a transaction, and took none of it: the same again in a moment may do. A connection
 * that broke is not among them, because COMMIT may have been on its way.
 */
export const isBusyDatabase = (error: unknown): boolean =>
  BUSY.has(sqlState(error)) || (error instanceof Error && error.message === NO_CONNECTION);
