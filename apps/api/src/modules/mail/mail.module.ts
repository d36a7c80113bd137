import { Module } from '@nestjs/common';
import { ENV, type Env } from '../../config/index.js';
import { MailChannel } from './mail-channel.js';
import { NoMailChannel } from './no-mail-channel.js';
import { SandboxMailChannel } from './sandbox-mail-channel.js';

/** Gives `MailChannel`: the stand-in's mailbox in sandbox mode; in production none until one is connected. */
@Module({
  providers: [
    {
      provide: MailChannel,
      inject: [ENV],
      useFactory: (env: Env): MailChannel =>
        env.mode === 'sandbox' && env.sandboxUrl !== null
          ? new SandboxMailChannel(env.sandboxUrl)
          : new NoMailChannel(),
    },
  ],
  exports: [MailChannel],
})
export class MailModule {}
