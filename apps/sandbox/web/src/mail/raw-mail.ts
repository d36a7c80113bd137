export interface OutgoingMail {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly body: string;
  /** Message-ID of what it answers. */
  readonly inReplyTo: string | null;
}

/** An e-mail of plain text in any language as Gmail takes it: RFC 5322, base64url. Line breaks never get into a header. */
export function rawOf({ to, cc, subject, body, inReplyTo }: OutgoingMail): string {
  const headers = {
    To: to.join(', '),
    ...(cc.length > 0 ? { Cc: cc.join(', ') } : {}),
    Subject: encodedWord(subject),
    ...(inReplyTo ? { 'In-Reply-To': inReplyTo, References: inReplyTo } : {}),
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': 'base64',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}`);
  const content = base64Of(body.replaceAll(/\r?\n/g, '\r\n')).replaceAll(/.{76}/g, '$&\r\n');
  const mail = [...head, '', content, ''].join('\r\n');
  return base64Of(mail).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** RFC 2047 for a text that is not all ASCII. */
const encodedWord = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${base64Of(text.replaceAll(/[\r\n]+/g, ' '))}?=`;

const base64Of = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
