import { Global, Module } from '@nestjs/common';
import { History } from './history.js';

/** Gives `History` to every module. */
@Global()
@Module({ providers: [History], exports: [History] })
export class AuditModule {}
