import type { OutgoingMail } from '@understudy/domain';

/** The Message-ID of an e-mail: the same at every try. */
export const messageIdOf = ({ key, from: { email } }: Pick<OutgoingMail, 'key' | 'from'>): string =>
  `<${key}@${email.slice(email.lastIndexOf('@') + 1)}>`;

/**
 * The headers by which an e-mail is known again: the same at every try, so that whoever receives it twice after a crash can tell
 * (RFC 5322: one Message-ID, one message), and what it belongs to (RFC 5322, 3.6.4).
 */
export const ownHeaders = ({ key, from, follows = [] }: OutgoingMail) => {
  const earlier = follows.map((one) => messageIdOf({ key: one, from }));
  return {
    'Message-ID': messageIdOf({ key, from }),
    'X-Understudy-Key': key,
    ...(earlier.length > 0 && { 'In-Reply-To': String(earlier.at(-1)), References: earlier.join(' ') }),
  };
};
