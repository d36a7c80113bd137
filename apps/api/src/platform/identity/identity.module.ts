import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ENV, type Env } from '../../config/index.js';
import { RateLimiter } from '../http/rate-limit.js';
import { AccessTokens } from './access-tokens.js';
import { ApiKeys } from './api-keys.js';
import { AuthGuard } from './auth.guard.js';
import { Authenticator } from './authenticator.js';
import { GOOGLE_SETTINGS, type GoogleSettings, googleSettings } from './google-settings.js';
import { GoogleSignIn } from './google-sign-in.js';
import { GoogleTokens } from './google-tokens.js';
import { People } from './people.js';
import { SESSION_KEY, loadSessionKey, type SessionKey } from './session-key.js';
import { SessionController } from './session.controller.js';
import { SessionService } from './session.service.js';
import { Sessions } from './sessions.js';
import { SessionsRepository } from './sessions.repository.js';
import { UnknownAddons } from './unknown-addons.js';

/** Who calls: tokens, sign-ins, API keys, and the guard before every route. Global. Needs a global `PeopleDirectory`. */
@Global()
@Module({
  controllers: [SessionController],
  providers: [
    {
      provide: SESSION_KEY,
      inject: [ENV],
      useFactory: (env: Env) => loadSessionKey(env.sessionKeyFile, env.mode === 'sandbox'),
    },
    { provide: AccessTokens, inject: [SESSION_KEY], useFactory: (key: SessionKey) => new AccessTokens(key) },
    { provide: GOOGLE_SETTINGS, inject: [ENV], useFactory: googleSettings },
    {
      provide: GoogleTokens,
      inject: [GOOGLE_SETTINGS],
      useFactory: (settings: GoogleSettings) => new GoogleTokens(settings),
    },
    { provide: RateLimiter, useFactory: () => new RateLimiter() },
    { provide: APP_GUARD, useClass: AuthGuard },
    ApiKeys,
    Authenticator,
    GoogleSignIn,
    People,
    SessionService,
    Sessions,
    SessionsRepository,
    UnknownAddons,
  ],
  exports: [ApiKeys, Authenticator, GOOGLE_SETTINGS, People, Sessions, SessionService, UnknownAddons],
})
export class IdentityModule {}
