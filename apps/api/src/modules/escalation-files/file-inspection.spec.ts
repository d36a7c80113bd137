import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ATTACHMENT_TYPES, type AttachmentEnding, DomainError } from '@understudy/domain';
import fc from 'fast-check';
import { inspectFile } from './file-inspection.js';
import { aGif, aJpeg, anOfficeFile, aPdf, aPng, aWebp, aZip } from '@understudy/testing';

const folder = mkdtempSync(path.join(os.tmpdir(), 'understudy-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
async function look(bytes: Buffer | string, ending: AttachmentEnding): Promise<string> {
  const file = path.join(folder, String((count += 1)));
  writeFileSync(file, bytes);
  try {
    return await inspectFile(file, ending);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const join = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin1(part) : part)));

const GOOD: readonly (readonly [AttachmentEnding, Buffer | string])[] = [
  ['png', aPng()],
  ['gif', aGif()],
  ['jpg', aJpeg()],
  ['jpeg', aJpeg()],
  ['webp', aWebp()],
  ['pdf', aPdf()],
  ['docx', anOfficeFile('docx')],
  ['xlsx', anOfficeFile('xlsx')],
  ['pptx', anOfficeFile('pptx')],
];

test.each(GOOD)('a %s is what it says', async (ending, bytes) => {
  expect(await look(bytes, ending)).toBe(ATTACHMENT_TYPES[ending]);
});

test.each([
  ['txt', 'Übersicht\r\nzwei\tdrei', 'text/plain; charset=utf-8'],
  ['log', '\u001b[31mred\u001b[0m\n', 'text/plain; charset=utf-8'],
  ['csv', '\ufeffa;b\n1;2\n', 'text/csv; charset=utf-8'],
  ['csv', latin1('M\u00e4rz;1\n'), 'text/csv; charset=windows-1252'],
  ['json', '{"a": [1]}', 'application/json; charset=utf-8'],
  ['md', '# Title\n\n<b>bold</b>', 'text/markdown; charset=utf-8'],
  ['eml', 'From: a@b.example\r\nSubject: x\r\n\r\n<html>', 'message/rfc822; charset=utf-8'],
  ['txt', 'BM notes of a meeting', 'text/plain; charset=utf-8'],
  ['txt', `${'x'.repeat(256 * 1024 - 1)}ä`, 'text/plain; charset=utf-8'],
] as const)('text as %s: %j', async (ending, text, expected) => {
  expect(await look(text, ending)).toBe(expected);
});

test.each(GOOD)('a %s under any other ending is refused', async (ending, bytes) => {
  const others = (Object.keys(ATTACHMENT_TYPES) as AttachmentEnding[]).filter(
    (other) => ATTACHMENT_TYPES[other] !== ATTACHMENT_TYPES[ending],
  );
  for (const other of others) expect([other, (await look(bytes, other)).split('.')[0]]).toEqual([other, 'attachments']);
});

test.each([
  ['a page', '<!DOCTYPE html><script>alert(1)</script>'],
  ['a page behind a byte order mark and blanks', '\ufeff \n\t<HTML><body onload=alert(1)>'],
  ['a comment that opens a page', '<!-- x --><script>alert(1)</script>'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['XML', '<?xml version="1.0"?><x/>'],
  ['a PDF in plain letters', `some words\n${aPdf().toString('latin1')}`],
  ['rich text', '{\\rtf1 x}'],
])('%s is no text', async (_, bytes) => {
  for (const ending of ['txt', 'csv', 'md', 'log'] as const)
    expect(await look(bytes, ending)).toBe('attachments.ambiguous');
});

test.each([
  ['NUL bytes', 'a\0b', 'txt'],
  ['a control character far inside', `${'a'.repeat(600_000)}\x01`, 'log'],
  ['UTF-16', Buffer.from('\ufeffa,b', 'utf16le'), 'csv'],
  ['a program', Buffer.from('7f454c4602010100', 'hex'), 'txt'],
  ['words as JSON', 'hello', 'json'],
  ['words as an e-mail', 'hello', 'eml'],
  ['an empty picture', Buffer.alloc(8), 'png'],
  ['a PDF that does not end', '%PDF-1.4\n1 0 obj', 'pdf'],
  ['a document with macros', anOfficeFile('docm'), 'docx'],
  ['an archive as a document', aZip({ 'a.txt': 'a' }), 'docx'],
  ['a Java archive as a sheet', aZip({ 'META-INF/MANIFEST.MF': 'x' }), 'xlsx'],
] as const)('%s is not what it says', async (_, bytes, ending) => {
  expect(await look(bytes, ending)).toBe('attachments.content-mismatch');
});

test.each([
  ['a GIF whose width opens a comment', aGif(latin1('/*\x01\0')), 'gif'],
  ['a GIF that is assigned', join('GIF89a=1;alert(document.cookie)//', aGif().subarray(10)), 'gif'],
  ['a GIF with a short header', latin1('GIF89a'), 'gif'],
  ['a JPEG whose length opens a comment', aJpeg(latin1('/*')), 'jpg'],
  ['a WebP whose length opens a comment', join('RIFF/*\0\0', aWebp().subarray(8)), 'webp'],
  ['a picture with a page in its comment', aPng('<html><script>alert(1)</script>'), 'png'],
  ['a picture with a program behind it', join(aPng(), '<?php system($_GET[1]); ?>'), 'png'],
  [
    'a picture with a page across two pieces',
    join(aPng(), 'x'.repeat(256 * 1024 - aPng().length - 4), '<script>'),
    'png',
  ],
  ['a picture with an archive behind it', join(aPng(), aZip({ 'x.txt': 'x' })), 'png'],
  ['a picture with an archive and a tail', join(aGif(), aZip({ 'x.txt': 'x' }), '\0'.repeat(500)), 'gif'],
  ['a picture that is a PDF', aPng(aPdf().toString('latin1')), 'png'],
  ['a PDF with an archive behind it', join(aPdf(), aZip({ 'x.txt': 'x' })), 'pdf'],
  ['a PDF with a page in front', join('%PDF-1.4\n<html><script>alert(1)</script>', aPdf()), 'pdf'],
  ['a PDF with a page behind it', join(aPdf(), '<script>alert(1)</script>'), 'pdf'],
  ['a document with an archive in front of its directory', join(anOfficeFile('docx'), aZip({ 'x.html': 'x' })), 'docx'],
  ['a document with a tail', join(anOfficeFile('docx'), 'tail'), 'docx'],
] as const)('two kinds at once: %s', async (_, bytes, ending) => {
  expect(await look(bytes, ending)).toBe('attachments.ambiguous');
});

test('whatever comes is answered: refused by a code or served as its type, never broken', async () => {
  const starts = fc.constantFrom(...GOOD.map(([, bytes]) => Buffer.from(bytes)), Buffer.alloc(0));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(ATTACHMENT_TYPES) as AttachmentEnding[])),
      starts,
      fc.nat(),
      fc.uint8Array({ maxLength: 200 }),
      async (ending, start, cut, noise) => {
        const bytes = Buffer.concat([start.subarray(0, cut % (start.length + 1)), noise]);
        const answer = await look(bytes, ending);
        expect(answer).toMatch(/^attachments\.(content-mismatch|ambiguous)$|\//);
        if (!answer.startsWith('attachments.')) expect(answer.split(';')[0]).toBe(ATTACHMENT_TYPES[ending]);
      },
    ),
  );
});
