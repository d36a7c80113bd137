import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { ENV, type Env } from '../../config/index.js';
import { dataSourceOptions, type EntityClass } from './data-source.js';
import { DATABASE_LOGIN, type DatabaseLogin } from './login.js';
import { Signals } from './signals.js';
import { Tenancy } from './tenancy.js';

const entities = new Set<EntityClass>();

/** Every entity the loaded modules registered: for the drift test. */
export const registeredEntities = (): readonly EntityClass[] => [...entities];

/** Answers which login this process uses. */
@Module({})
class LoginModule {}

/**
 * The database, for every module: inject `Tenancy`. The app module imports `DatabaseModule.forRole(role)` once; a module
 * with tables imports `DatabaseModule.withEntities(CoverRow, ...)` in its decorator, which runs before anything connects.
 * TypeOrmModule opens the pool and closes it when the process ends.
 */
@Module({})
export class DatabaseModule {
  static forRole(role: DatabaseLogin['role']): DynamicModule {
    const login = {
      module: LoginModule,
      providers: [{ provide: DATABASE_LOGIN, inject: [ENV], useFactory: (env: Env) => loginOf(env, role) }],
      exports: [DATABASE_LOGIN],
    };
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        login,
        TypeOrmModule.forRootAsync({ imports: [login], inject: [ENV, DATABASE_LOGIN], useFactory: poolOptions }),
      ],
      providers: [Signals, Tenancy],
      exports: [login, Signals, Tenancy],
    };
  }

  static withEntities(...classes: readonly EntityClass[]): DynamicModule {
    for (const entity of classes) entities.add(entity);
    return TypeOrmModule.forFeature([...classes]);
  }
}

function loginOf(env: Env, role: DatabaseLogin['role']): DatabaseLogin {
  const url = role === 'api' ? env.appDatabaseUrl : env.workerDatabaseUrl;
  if (url === null) throw new Error(`no database login for the ${role}: config/env.ts should have refused to start`);
  return { role, url };
}

/** One try: the supervisor starts the database first, and a process that cannot reach it says so and ends. */
function poolOptions(env: Env, { role, url }: DatabaseLogin): TypeOrmModuleOptions {
  const logger = new Logger('Database');
  return {
    ...dataSourceOptions({
      url,
      applicationName: `understudy-${role}`,
      poolSize: env.databasePool,
      entities: registeredEntities(),
      onPoolError: (error) => logger.warn(`a pooled connection was lost: ${error.message}`),
    }),
    toRetry: () => false,
  };
}
