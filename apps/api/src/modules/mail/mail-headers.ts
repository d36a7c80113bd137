import type { OutgoingMail } from '@understudy/domain';

/**
 * The headers by which an e-mail is known again: the same at every try, so that whoever receives it twice after a crash can tell
 * (RFC 5322: one Message-ID, one message).
 */
export const ownHeaders = ({ key, from: { email } }: OutgoingMail) => ({
  'Message-ID': `<${key}@${email.slice(email.lastIndexOf('@') + 1)}>`,
  'X-Understudy-Key': key,
});
