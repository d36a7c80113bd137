import { Module } from '@nestjs/common';
import { ENV, type Env } from '../../config/index.js';
import { IntegrationsModule } from '../integrations/index.js';
import { MailChannel } from './mail-channel.js';
import { MailProbe } from './mail.probe.js';
import { NoMailChannel } from './no-mail-channel.js';
import { ChosenMailChannel, PersonalMails } from './personal-mail.js';
import { SandboxMailChannel } from './sandbox-mail-channel.js';
import { SmtpMailChannel } from './smtp-mail-channel.js';

/** The stand-in's mailbox in sandbox mode, from where nothing leaves; in production the mail server, if one is set. */
const general = (env: Env): MailChannel => {
  if (env.mode === 'production') return env.smtp === null ? new NoMailChannel() : new SmtpMailChannel(env.smtp);
  return env.sandboxUrl === null ? new NoMailChannel() : new SandboxMailChannel(env.sandboxUrl);
};

/** Gives `MailChannel`, and `PersonalMails` to register a way of sending from people's own mailboxes. */
@Module({
  imports: [IntegrationsModule],
  providers: [
    MailProbe,
    PersonalMails,
    {
      provide: MailChannel,
      inject: [ENV, PersonalMails],
      useFactory: (env: Env, personal: PersonalMails): MailChannel => new ChosenMailChannel(general(env), personal),
    },
  ],
  exports: [MailChannel, PersonalMails],
})
export class MailModule {}
