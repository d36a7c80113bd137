export { MailChannel, MailNotTaken, MailRefused, type MailTaken } from './mail-channel.js';
export { messageIdOf, ownHeaders } from './mail-headers.js';
export { MailModule } from './mail.module.js';
export { PersonalMail, PersonalMails } from './personal-mail.js';
export { SmtpMailChannel } from './smtp-mail-channel.js';
