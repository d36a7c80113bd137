import type { docs_v1 } from 'googleapis';
import { startFake, type Fake } from '../../testing.js';

let fake: Fake;
let ana: docs_v1.Docs;
const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';

beforeAll(async () => {
  fake = await startFake();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await fake.reset();
  ana = await fake.docsAs(ANA);
});

const aDocument = async () => (await ana.documents.create({ requestBody: { title: 'Brief' } })).data.documentId ?? '';
const update = async (documentId: string, ...requests: docs_v1.Schema$Request[]) =>
  (await ana.documents.batchUpdate({ documentId, requestBody: { requests } })).data;
const get = async (documentId: string, as = ana) => (await as.documents.get({ documentId })).data;
const paragraphs = async (documentId: string) =>
  ((await get(documentId)).body?.content ?? []).flatMap(({ paragraph, startIndex, endIndex }) =>
    paragraph
      ? [
          {
            at: [startIndex, endIndex],
            text: (paragraph.elements ?? []).map(({ textRun }) => textRun?.content).join(''),
            style: paragraph.paragraphStyle?.namedStyleType,
            bold: (paragraph.elements ?? [])
              .filter(({ textRun }) => textRun?.textStyle?.bold)
              .map(({ textRun }) => textRun?.content),
            isBullet: paragraph.bullet !== undefined,
          },
        ]
      : [],
  );
const insert = (text: string, index = 1): docs_v1.Schema$Request => ({ insertText: { location: { index }, text } });
const range = (startIndex: number, endIndex: number) => ({ startIndex, endIndex });
const HEADING: docs_v1.Schema$Request = {
  updateParagraphStyle: {
    range: range(1, 2),
    paragraphStyle: { namedStyleType: 'HEADING_1' },
    fields: 'namedStyleType',
  },
};
const refusal = (work: Promise<unknown>, message: RegExp, status = 400) =>
  expect(work).rejects.toMatchObject({ status, message: expect.stringMatching(message) });

test('a new document is one empty paragraph after the section break', async () => {
  const id = await aDocument();
  expect(await get(id)).toMatchObject({
    documentId: id,
    title: 'Brief',
    body: {
      content: [
        { endIndex: 1, sectionBreak: {} },
        { startIndex: 1, endIndex: 2 },
      ],
    },
  });
});

test('text, headings, bold words and bullets stand where their indexes say', async () => {
  const id = await aDocument();
  await update(
    id,
    insert('Acme\nRenews soon\nOne\nTwo'),
    {
      updateParagraphStyle: {
        range: range(1, 2),
        paragraphStyle: { namedStyleType: 'HEADING_1' },
        fields: 'namedStyleType',
      },
    },
    { updateTextStyle: { range: range(13, 17), textStyle: { bold: true }, fields: 'bold' } },
    { createParagraphBullets: { range: range(18, 22), bulletPreset: 'BULLET_DISC_CIRCLE_SQUARE' } },
  );
  expect(await paragraphs(id)).toEqual([
    { at: [1, 6], text: 'Acme\n', style: 'HEADING_1', bold: [], isBullet: false },
    { at: [6, 18], text: 'Renews soon\n', style: 'NORMAL_TEXT', bold: ['soon'], isBullet: false },
    { at: [18, 22], text: 'One\n', style: 'NORMAL_TEXT', bold: [], isBullet: true },
    { at: [22, 26], text: 'Two\n', style: 'NORMAL_TEXT', bold: [], isBullet: false },
  ]);
});

test('deleting everything but the last newline makes room for new text', async () => {
  const id = await aDocument();
  await update(id, insert('Old words'));
  const end = (await get(id)).body?.content?.at(-1)?.endIndex ?? 0;
  await update(id, { deleteContentRange: { range: range(1, end - 1) } }, insert('New'));
  expect((await paragraphs(id)).map(({ text }) => text)).toEqual(['New\n']);
});

test('text goes to the end, and is replaced everywhere', async () => {
  const id = await aDocument();
  await update(id, { insertText: { endOfSegmentLocation: {}, text: 'A b a' } });
  const { replies } = await update(id, { replaceAllText: { containsText: { text: 'a' }, replaceText: 'xyz' } });
  expect(replies).toEqual([{ replaceAllText: { occurrencesChanged: 2 } }]);
  expect((await paragraphs(id)).map(({ text }) => text)).toEqual(['xyz b xyz\n']);
});

test.each<[string, docs_v1.Schema$Request, RegExp]>([
  ['before the body', insert('x', 0), /inside the bounds of an existing paragraph/],
  ['beyond the end', insert('x', 3), /Index 3 must be less than the end index of the referenced segment, 2/],
  ['of nothing', insert(''), /must not be empty/],
  [
    'at two places',
    { insertText: { location: { index: 1 }, endOfSegmentLocation: {}, text: 'x' } },
    /exactly one insertion location/,
  ],
  ['into a header', { insertText: { location: { index: 1, segmentId: 'h' }, text: 'x' } }, /Segment with ID h/],
  ['that is two requests', { ...insert('x'), deleteContentRange: { range: range(1, 2) } }, /exactly one request/],
  ['without the last newline', { deleteContentRange: { range: range(1, 2) } }, /newline character at the end/],
  ['over an empty range', { deleteContentRange: { range: range(1, 1) } }, /should not be empty/],
  [
    'styled without fields',
    { updateTextStyle: { range: range(1, 2), textStyle: { bold: true } } },
    /At least one field/,
  ],
  [
    'styled with a field that is none',
    { updateTextStyle: { range: range(1, 2), textStyle: {}, fields: 'bald' } },
    /Invalid field: bald/,
  ],
  [
    'in a style that is none',
    {
      updateParagraphStyle: {
        range: range(1, 2),
        paragraphStyle: { namedStyleType: 'HUGE' },
        fields: 'namedStyleType',
      },
    },
    /HUGE/,
  ],
])('a change %s is refused, and nothing of the batch happens', async (_name, request, message) => {
  const id = await aDocument();
  await refusal(update(id, HEADING, request), message);
  expect(await paragraphs(id)).toMatchObject([{ text: '\n', style: 'NORMAL_TEXT' }]);
});

test('a kind of change without behaviour is 501', async () => {
  const id = await aDocument();
  await refusal(update(id, { insertPageBreak: { location: { index: 1 } } }), /insertPageBreak/, 501);
});

test('a change for another revision than the latest is refused', async () => {
  const id = await aDocument();
  const { revisionId } = await get(id);
  const write = () =>
    ana.documents.batchUpdate({
      documentId: id,
      requestBody: { requests: [insert('x')], writeControl: { requiredRevisionId: revisionId ?? '' } },
    });
  await write();
  await refusal(write(), /required revision ID/);
});

test('a reader reads and does not write; a stranger sees nothing', async () => {
  const id = await aDocument();
  const ben = await fake.docsAs(BEN);
  await refusal(get(id, ben), /not found/, 404);
  const drive = await fake.driveAs(ANA);
  await drive.permissions.create({
    fileId: id,
    requestBody: { type: 'user', role: 'reader', emailAddress: BEN },
    sendNotificationEmail: false,
  });
  expect((await get(id, ben)).revisionId).toBeUndefined();
  await refusal(
    ben.documents.batchUpdate({ documentId: id, requestBody: { requests: [insert('x')] } }),
    /does not have permission/,
    403,
  );
});
