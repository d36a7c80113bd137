import { crc32, deflateSync } from 'node:zlib';

/** Small files of every kind that may be attached, made here, so that no binary lies in the repository. For specs only. */
const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const half = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const little = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([word(data.length), body, word(crc32(body))]);
};
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One grey pixel, with a text chunk that says `comment`. */
export const aPng = (comment = 'made for a test'): Buffer =>
  Buffer.concat([
    PNG,
    chunk('IHDR', Buffer.concat([word(1), word(1), Buffer.from([8, 0, 0, 0, 0])])),
    chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1')),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);

/** One pixel; `size` are the four bytes of width and height. */
export const aGif = (size: Buffer = Buffer.from([1, 0, 1, 0]), comment = 'made for a test'): Buffer =>
  Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    size,
    Buffer.from([0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff]),
    Buffer.from([0x21, 0xfe, comment.length]),
    Buffer.from(comment, 'latin1'),
    Buffer.from([0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  ]);

/** Header segments and an end mark; `length` are the two bytes after the first marker. */
export const aJpeg = (length: Buffer = Buffer.from([0, 16])): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    length,
    Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'),
    Buffer.from([0xff, 0xd9]),
  ]);

export const aWebp = (): Buffer => {
  const data = Buffer.from('WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0', 'latin1');
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), little(data.length), data]);
};

export const aPdf = (inside = ''): Buffer =>
  Buffer.from(
    `%PDF-1.4\n%\u00e2\u00e3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${inside}\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`,
    'latin1',
  );

/** A ZIP with its entries stored. */
export function aZip(entries: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const data = Buffer.from(content);
    const common = Buffer.concat([
      half(20),
      half(0),
      half(0),
      little(0),
      little(crc32(data)),
      little(data.length),
      little(data.length),
      half(name.length),
      half(0),
    ]);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), data]);
    parts.push(local);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        half(20),
        common,
        half(0),
        half(0),
        half(0),
        little(0),
        little(offset),
        Buffer.from(name),
      ]),
    );
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const count = half(directory.length);
  const end = [
    Buffer.from('PK\x05\x06', 'latin1'),
    half(0),
    half(0),
    count,
    count,
    little(list.length),
    little(offset),
  ];
  return Buffer.concat([...parts, list, ...end, half(0)]);
}

const OFFICE = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml',
  docm: 'application/vnd.ms-word.document.macroEnabled.main+xml',
} as const;

export const anOfficeFile = (kind: keyof typeof OFFICE): Buffer =>
  aZip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="x"><Override PartName="/main.xml" ContentType="${OFFICE[kind]}"/></Types>`,
    'main.xml': '<document/>',
  });
