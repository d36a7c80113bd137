import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ENV, type Env } from '../../config/index.js';
import { GuardedFetch } from './guarded-fetch.js';

const originOf = ({ mode, sandboxUrl }: Env): string | null => {
  if (mode !== 'sandbox') return null;
  return sandboxUrl === null ? '' : new URL(sandboxUrl).origin;
};

/** Gives `GuardedFetch` to every module. */
@Global()
@Module({
  providers: [
    {
      provide: GuardedFetch,
      inject: [ENV],
      useFactory: (env: Env) =>
        new GuardedFetch({ sandboxOrigin: originOf(env), sandboxAlias: new URL(env.apiUrl).origin }),
    },
  ],
  exports: [GuardedFetch],
})
export class OutboundModule implements OnApplicationShutdown {
  constructor(@Inject(GuardedFetch) private readonly outbound: GuardedFetch) {}

  async onApplicationShutdown(): Promise<void> {
    await this.outbound.close();
  }
}
