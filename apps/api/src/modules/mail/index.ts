export { MailChannel, MailNotTaken, MailRefused } from './mail-channel.js';
export { MailModule } from './mail.module.js';
export { SmtpMailChannel } from './smtp-mail-channel.js';
