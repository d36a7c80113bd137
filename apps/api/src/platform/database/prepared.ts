import { createHash } from 'node:crypto';
import type pg from 'pg';

const LIMIT = 1_000;
const HOT = 5;
const names = new Map<string, string>();
const seen = new Map<string, number>();

/** Forgetting everything at the limit is cheap and cannot leak: SQL is code, and code is finite. */
const remember = <V>(map: Map<string, V>, sql: string, value: V): V => {
  if (map.size >= LIMIT) map.clear();
  map.set(sql, value);
  return value;
};

/** The name a statement is prepared under: a hash of its text, so one text has one plan per connection. */
export const statementName = (sql: string): string =>
  names.get(sql) ?? remember(names, sql, `s_${createHash('sha256').update(sql).digest('base64url').slice(0, 24)}`);

/** A query that is always prepared: for statements of code that is known to be hot. */
export const prepared = (text: string, values: readonly unknown[]): pg.QueryConfig => ({
  name: statementName(text),
  text,
  values: [...values],
});

/**
 * A query that is prepared from its fifth use on: SQL put together at run time would otherwise leave a statement per
 * variant on every connection. Without parameters it goes unprepared, so it may hold several statements.
 */
export const adaptive = (text: string, values?: readonly unknown[]): pg.QueryConfig => {
  if (!values || values.length === 0) return { text };
  const uses = (seen.get(text) ?? 0) + 1;
  remember(seen, text, uses);
  return uses >= HOT ? prepared(text, values) : { text, values: [...values] };
};
