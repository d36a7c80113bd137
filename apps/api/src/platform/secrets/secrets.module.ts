import { Global, Module } from '@nestjs/common';
import { ENV, type Env } from '../../config/index.js';
import { loadMasterKey, loadOldKeys } from './master-key.js';
import { Secrets } from './secrets.js';

/** Gives `Secrets` to every module. */
@Global()
@Module({
  providers: [
    { provide: Secrets, inject: [ENV], useFactory: (env: Env) => new Secrets(loadMasterKey(env), loadOldKeys(env)) },
  ],
  exports: [Secrets],
})
export class SecretsModule {}
