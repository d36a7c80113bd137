import { DataSource, type DataSourceOptions } from 'typeorm';
import { types } from './types.js';

/** An entity class: a row shape with id columns, no relations. */
export type EntityClass = abstract new (...args: never[]) => object;

export interface DatabaseOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly poolSize?: number;
  readonly entities?: readonly EntityClass[];
  readonly onPoolError?: (error: Error) => void;
}

/**
 * The settings of each of our pools: pipelined, with Temporal parsers. `synchronize` stays off everywhere; a query of a
 * request that waits for a connection gives up after ten seconds instead of piling up.
 */
export const dataSourceOptions = (options: DatabaseOptions): DataSourceOptions => ({
  type: 'postgres',
  url: options.url,
  applicationName: options.applicationName,
  poolSize: options.poolSize ?? 12,
  connectTimeoutMS: 10_000,
  entities: [...(options.entities ?? [])],
  synchronize: false,
  installExtensions: false,
  ...(options.onPoolError && { poolErrorHandler: options.onPoolError }),
  extra: { pipeline: true, types, keepAlive: true },
});

/** A connected DataSource; the caller destroys it. */
export const openDataSource = (options: DatabaseOptions): Promise<DataSource> =>
  new DataSource(dataSourceOptions(options)).initialize();
