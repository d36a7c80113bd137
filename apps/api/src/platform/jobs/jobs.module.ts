import { type DynamicModule, Module } from '@nestjs/common';
import { Handlers } from './handlers.js';
import { LiveEvents } from './live-events.js';
import { Timers } from './timers.js';
import { WorkerEngine } from './worker-engine.js';
import { WorkState } from './work-state.js';

/**
 * Gives `Handlers`, `Timers`, `LiveEvents` and `WorkState` to every module; in the worker's role it also does the work.
 * Needs EnvModule, DatabaseModule and SecretsModule beside it.
 */
@Module({})
export class JobsModule {
  static forRole(role: 'api' | 'worker'): DynamicModule {
    const shared = [Handlers, LiveEvents, Timers, WorkState];
    return {
      module: JobsModule,
      global: true,
      providers: role === 'worker' ? [...shared, WorkerEngine] : shared,
      exports: shared,
    };
  }
}
