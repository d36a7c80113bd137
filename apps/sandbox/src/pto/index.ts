import type { FastifyInstance } from 'fastify';
import type { SandboxClock } from '../clock.js';
import type { Faults } from '../faults.js';
import type { People } from '../people.js';
import { registerBambooHr } from './bamboohr.js';
import { registerFeeds } from './feeds.js';
import { registerHibob } from './hibob.js';
import { HibobWebhooks } from './hibob-webhooks.js';
import { PtoRefusal } from './rules.js';
import { CREDENTIALS, type PtoState } from './state.js';

export { emptyPtoState, type PtoState } from './state.js';

export interface PtoOptions {
  readonly state: PtoState;
  readonly people: People;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly apiUrl: string;
  readonly save: () => Promise<void>;
}

/** The stand-in PTO systems: iCalendar feeds, HiBob and BambooHR. */
export function registerPto(app: FastifyInstance, options: PtoOptions): void {
  const webhooks = new HibobWebhooks(options.state, options.apiUrl);
  app.addHook('onListen', (done) => {
    webhooks.ownUrl = app.listeningOrigin;
    done();
  });
  void app.register(async (scope) => {
    registerFeeds(scope, options);
    registerHibob(scope, { ...options, webhooks });
    registerBambooHr(scope, options);
    scope.get('/sandbox/pto/credentials', () => CREDENTIALS);
    scope.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof PtoRefusal)) throw error;
      return reply.code(error.status).headers(error.headers).send({ error: error.message });
    });
  });
}
