import { Module } from '@nestjs/common';
import { ReportScopes } from './report-scopes.service.js';

@Module({ providers: [ReportScopes], exports: [ReportScopes] })
export class ReportScopesModule {}
