import { createHash } from 'node:crypto';
import { GoogleError, notFound } from '../errors.js';
import type { Call, Handlers } from '../handler.js';
import type { JsonObject } from '../strict.js';
import { DOCS_WIDE, type Files } from '../drive/files.js';
import { rank } from '../drive/rules.js';
import { DOCUMENT, type StoredFile } from '../drive/state.js';
import { type DocumentContent, emptyDocument, type Paragraph } from './content.js';
import { edited } from './edit.js';

/** Docs v1 over the files of Drive. */
export function docsHandlers(files: Files): Handlers {
  const documentOf = (call: Call, needs: 'reader' | 'writer'): { file: StoredFile; document: DocumentContent } => {
    const file = files.find(call.principal, call.path.documentId ?? '', DOCS_WIDE);
    if (!file?.document) throw notFound('Requested entity was not found.');
    if (rank(files.roleOf(file, call.principal.email)) < rank(needs))
      throw new GoogleError(403, 'forbidden', 'The caller does not have permission');
    return { file, document: file.document };
  };

  return {
    'docs.documents.create': ({ principal, body }) => {
      const title = String(body.title ?? 'Untitled document');
      const document = emptyDocument(title);
      const file = files.add(principal, { name: title, mimeType: DOCUMENT, document });
      return { body: resource(file, document, true, {}) };
    },
    'docs.documents.get': (call) => {
      const { file, document } = documentOf(call, 'reader');
      const mayEdit = rank(files.roleOf(file, call.principal.email)) >= rank('writer');
      return { body: resource(file, document, mayEdit, call.query) };
    },
    'docs.documents.batchUpdate': (call) => {
      const { file, document } = documentOf(call, 'writer');
      const required = (call.body.writeControl as JsonObject | undefined)?.requiredRevisionId;
      // REF WriteControl.requiredRevisionId: "If this is not the latest revision of the document, the request is not processed and returns a 400".
      if (required && required !== revisionId(file, document))
        throw new GoogleError(
          400,
          'failedPrecondition',
          'The required revision ID does not match the latest revision.',
        );
      const requests = Array.isArray(call.body.requests) ? call.body.requests : [];
      if (!requests.length) throw new GoogleError(400, 'badRequest', 'Must specify at least one request.');
      const { content, replies } = edited(document, requests);
      const changed = files.write(file, { document: content });
      const writeControl = { requiredRevisionId: revisionId(changed, content) };
      return { body: { documentId: file.id, replies, writeControl }, note: { title: file.name } };
    },
  };
}

const revisionId = ({ id }: StoredFile, { revision }: DocumentContent): string =>
  createHash('sha256').update(`${id} ${revision}`).digest('base64url');

/** REF Document.revisionId: "only populated if the user has edit access to the document". */
function resource(
  file: StoredFile,
  document: DocumentContent,
  mayEdit: boolean,
  { includeTabsContent }: Call['query'],
): JsonObject {
  const body = { content: structure(document.paragraphs) };
  const lists = Object.fromEntries(document.lists.map((id) => [id, { listProperties: { nestingLevels: [] } }]));
  const inner = { body, documentStyle: {}, ...(document.lists.length && { lists }) };
  return {
    documentId: file.id,
    title: file.name,
    ...(mayEdit && { revisionId: revisionId(file, document) }),
    suggestionsViewMode: 'SUGGESTIONS_INLINE',
    ...(includeTabsContent === true
      ? { tabs: [{ tabProperties: { tabId: 't.0', title: 'Tab 1', index: 0 }, documentTab: inner }] }
      : inner),
  };
}

function structure(paragraphs: readonly Paragraph[]): JsonObject[] {
  let index = 1;
  const blocks = paragraphs.map(({ style, bullet, runs }) => {
    const startIndex = index;
    const elements = runs.map(({ text, style: textStyle }) => {
      const element = { startIndex: index, endIndex: index + text.length, textRun: { content: text, textStyle } };
      index += text.length;
      return element;
    });
    const named = { namedStyleType: 'NORMAL_TEXT', direction: 'LEFT_TO_RIGHT', ...style };
    const list = bullet && { listId: bullet.listId, ...(bullet.nestingLevel && { nestingLevel: bullet.nestingLevel }) };
    return {
      startIndex,
      endIndex: index,
      paragraph: { elements, paragraphStyle: named, ...(list && { bullet: list }) },
    };
  });
  return [{ endIndex: 1, sectionBreak: { sectionStyle: {} } }, ...blocks];
}
