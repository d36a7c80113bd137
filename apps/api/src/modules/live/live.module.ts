import { Module } from '@nestjs/common';
import { EventStreams } from './event-streams.js';
import { LiveJobs } from './live-jobs.js';

@Module({ providers: [EventStreams, LiveJobs], exports: [EventStreams] })
export class LiveModule {}
