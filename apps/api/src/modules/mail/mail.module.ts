import { Module } from '@nestjs/common';
import { ENV, type Env } from '../../config/index.js';
import { MailChannel } from './mail-channel.js';
import { NoMailChannel } from './no-mail-channel.js';
import { SandboxMailChannel } from './sandbox-mail-channel.js';
import { SmtpMailChannel } from './smtp-mail-channel.js';

/** Gives `MailChannel`: the stand-in's mailbox in sandbox mode, from where nothing leaves; in production the mail server, if one is set. */
@Module({
  providers: [
    {
      provide: MailChannel,
      inject: [ENV],
      useFactory: (env: Env): MailChannel => {
        if (env.mode === 'production') return env.smtp === null ? new NoMailChannel() : new SmtpMailChannel(env.smtp);
        return env.sandboxUrl === null ? new NoMailChannel() : new SandboxMailChannel(env.sandboxUrl);
      },
    },
  ],
  exports: [MailChannel],
})
export class MailModule {}
