/** One part of an e-mail, its content as it was before the transfer encoding. */
export interface Part {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly mimeType: string;
  readonly charset: string;
  readonly filename: string;
  readonly content: Buffer;
  readonly parts: readonly Part[];
}

/** The parts of an e-mail as RFC 2045 nests them. Lines may end in LF: Gmail takes both. */
export function readMime(raw: Buffer): Part {
  const text = raw.toString('latin1').replace(/\r?\n/g, '\r\n');
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  const body = end < 0 ? '' : text.slice(end + 4);
  const headers = readHeaders(head);
  const type = valueOf(headers, 'content-type') || 'text/plain';
  const mimeType = (type.split(';')[0] ?? '').trim().toLowerCase();
  const boundary = parameter(type, 'boundary');
  const encoding = valueOf(headers, 'content-transfer-encoding').toLowerCase();
  const isContainer = mimeType.startsWith('multipart/') && boundary !== '';
  return {
    headers,
    mimeType,
    charset: parameter(type, 'charset') || 'utf-8',
    filename: parameter(valueOf(headers, 'content-disposition'), 'filename') || parameter(type, 'name'),
    content: isContainer ? Buffer.alloc(0) : decoded(body, encoding),
    parts: isContainer ? split(body, boundary).map((part) => readMime(Buffer.from(part, 'latin1'))) : [],
  };
}

export const valueOf = (headers: Part['headers'], name: string): string =>
  headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value ?? '';

/** The first part of this type that is no attachment, as text. */
export function textOf(part: Part, mimeType: 'text/plain' | 'text/html'): string | null {
  if (part.mimeType === mimeType && !part.filename) return decodeText(part.content, part.charset);
  return part.parts.reduce<string | null>((found, inner) => found ?? textOf(inner, mimeType), null);
}

/** Sets header lines of a raw e-mail (`null` removes one); what stood there before is gone, folded lines included. */
export function withHeaders(raw: Buffer, headers: Readonly<Record<string, string | null>>): Buffer {
  const text = raw.toString('latin1').replace(/\r?\n/g, '\r\n');
  const end = text.indexOf('\r\n\r\n');
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const kept = unfold(end < 0 ? text : text.slice(0, end)).filter(
    (line) => !names.has((line.split(':')[0] ?? '').trim().toLowerCase()),
  );
  const added = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return Buffer.from(`${[...kept, ...added].join('\r\n')}\r\n\r\n${end < 0 ? '' : text.slice(end + 4)}`, 'latin1');
}

/** An e-mail of plain text, any language. */
export function composed(headers: Readonly<Record<string, string>>, text: string): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${encodedWord(value)}`);
  const body = Buffer.from(text, 'utf8').toString('base64').replace(/.{76}/g, '$&\r\n');
  return Buffer.from(
    `${lines.join('\r\n')}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`,
  );
}

/** RFC 2047 for the words that need it; line breaks never survive. */
function encodedWord(value: string): string {
  const line = value.replace(/[\r\n]+/g, ' ');
  return line.replace(
    /[^\x20-\x7e]+(?: [^\x20-\x7e]+)*/g,
    (words) => `=?utf-8?B?${Buffer.from(words).toString('base64')}?=`,
  );
}

export const address = ({ name, email }: { name: string; email: string }): string =>
  name ? `"${name.replace(/["\\\r\n]/g, '')}" <${email}>` : email;

function readHeaders(head: string): Part['headers'] {
  return unfold(head).flatMap((line) => {
    const [, name, value = ''] = /^([!-9;-~]+):[ \t]*([\s\S]*)$/.exec(line) ?? [];
    return name === undefined ? [] : [{ name, value: decodedWords(value.replace(/\r\n[ \t]+/g, ' ')) }];
  });
}

const unfold = (head: string): string[] => head.split(/\r\n(?![ \t])/);

const parameter = (value: string, name: string): string =>
  new RegExp(`;\\s*${name}="?([^";]+)"?`, 'i').exec(value)?.[1]?.trim() ?? '';

const split = (body: string, boundary: string): string[] =>
  `\r\n${body}`
    .split(new RegExp(`\\r\\n--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:--)?[ \\t]*(?:\\r\\n|$)`))
    .slice(1, -1);

function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  return Buffer.from(unquoted(body.replace(/[ \t]*=\r\n/g, '')), 'latin1');
}

const unquoted = (text: string): string =>
  text.replace(/=([\dA-Fa-f]{2})/g, (_match, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** RFC 2047; a header that came as plain UTF-8 is read as such. */
function decodedWords(value: string): string {
  const words = value.replace(/(\?=)\s+(?==\?)/g, '$1');
  if (!/=\?[^?]+\?[bq]\?/i.test(words)) return Buffer.from(words, 'latin1').toString('utf8');
  return words.replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_match, charset: string, kind: string, text: string) =>
    decodeText(
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64')
        : Buffer.from(unquoted(text.replaceAll('_', ' ')), 'latin1'),
      charset,
    ),
  );
}

function decodeText(content: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(content);
  } catch {
    return content.toString('utf8');
  }
}
