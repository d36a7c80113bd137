import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from './env.js';

/** Injection token of the settings: `@Inject(ENV) private readonly env: Env`. */
export const ENV = Symbol('ENV');

/** Gives the parsed settings to every module; imported once, by the app module. */
@Module({})
export class EnvModule {
  static forRoot(env: Env): DynamicModule {
    return { module: EnvModule, global: true, providers: [{ provide: ENV, useValue: env }], exports: [ENV] };
  }
}
