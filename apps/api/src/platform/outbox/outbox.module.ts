import { Global, Module } from '@nestjs/common';
import { Outbox } from './outbox.js';

/** Gives `Outbox` to every module; the worker's side (relay, deliveries) is started by platform/jobs. */
@Global()
@Module({ providers: [Outbox], exports: [Outbox] })
export class OutboxModule {}
