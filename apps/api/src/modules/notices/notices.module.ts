import { Module } from '@nestjs/common';
import { NoticePlans } from './notice-plans.service.js';

@Module({ providers: [NoticePlans], exports: [NoticePlans] })
export class NoticesModule {}
