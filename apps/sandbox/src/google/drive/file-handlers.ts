import type { People } from '../../people.js';
import type { DocumentContent } from '../docs/content.js';
import { textOfDocument } from '../docs/content.js';
import { documentFromHtml, documentFromText, htmlOf } from '../docs/html.js';
import { emptyDocument } from '../docs/content.js';
import { GoogleError, invalid } from '../errors.js';
import type { Answer, Call, Handlers, Media } from '../handler.js';
import type { JsonObject } from '../strict.js';
import type { Files } from './files.js';
import { fileResource } from './resource.js';
import { fileNotFound, insufficientPermissions, requireConvertible, requireOwnId, requireWritable } from './rules.js';
import { filesMatching } from './search.js';
import { DOCUMENT, FOLDER, type StoredFile } from './state.js';

/** Drive v3, files. */
export function fileHandlers(files: Files, people: People): Handlers {
  const shown = (call: Call, file: StoredFile): Answer => ({
    body: fileResource(file, files, people, call.principal.email),
    note: { name: file.name, file_id: file.id },
  });
  const fileOf = (call: Call, needs?: 'writer' | 'owner') => files.get(call.principal, call.path.fileId ?? '', needs);

  return {
    'drive.about.get': ({ principal }) => ({
      body: {
        kind: 'drive#about',
        user: {
          kind: 'drive#user',
          emailAddress: principal.email,
          displayName: people.find(principal.email)?.name ?? '',
          me: true,
          permissionId: files.permissionId(principal.email),
        },
      },
    }),
    'drive.files.generateIds': ({ query }) => {
      const count = Number(query.count ?? 10);
      if (count < 1 || count > 1000) throw invalid('Invalid value for count', 'count');
      const ids = Array.from({ length: count }, () => files.newId());
      files.state.reserved.push(...ids);
      return { body: { kind: 'drive#generatedIds', space: 'drive', ids } };
    },
    'drive.files.create': (call) => {
      const { principal, body, media } = call;
      requireWritable(body, false);
      const mimeType = String(body.mimeType ?? media?.contentType.split(';')[0] ?? 'application/octet-stream');
      if (media) requireConvertible(mimeType, media.contentType);
      const { id } = body;
      if (typeof id === 'string') requireOwnId(id, mimeType, files.state.reserved, files.state.files[id] !== undefined);
      const name = typeof body.name === 'string' && body.name ? body.name : 'Untitled';
      const parents = Array.isArray(body.parents) ? body.parents.map(String) : ['root'];
      const file = files.add(principal, {
        ...(typeof id === 'string' && { id }),
        name,
        mimeType,
        parents: parents.map((parent) => parentOf(files, call, parent)),
        ...metadata(body),
        ...content(mimeType, name, media),
      });
      return shown(call, file);
    },
    'drive.files.get': (call) => {
      const file = fileOf(call);
      if (!call.wantsMedia) return shown(call, file);
      // ERRORS: "fileNotDownloadable: Only files with binary content can be downloaded. Use Export with Docs Editors files."
      if (file.content === undefined)
        throw new GoogleError(
          403,
          'fileNotDownloadable',
          'Only files with binary content can be downloaded. Use Export with Docs Editors files.',
        );
      return { media: { contentType: file.mimeType, content: Buffer.from(file.content, 'base64') } };
    },
    'drive.files.list': (call) => {
      const { query, principal } = call;
      const test =
        query.q === undefined
          ? () => true
          : filesMatching(rooted(String(query.q), files, principal.email), (file, email) => files.roleOf(file, email));
      const found = files
        .all(principal)
        .filter(test)
        .sort((a, b) => (a.modifiedTime < b.modifiedTime ? 1 : -1));
      const most = Number(query.pageSize ?? 100);
      if (most < 1 || most > 1000) throw invalid('Invalid value for pageSize', 'pageSize');
      const start = query.pageToken === undefined ? 0 : found.findIndex(({ id }) => id === query.pageToken);
      if (start < 0) throw invalid('Invalid Value', 'pageToken');
      const next = found[start + most];
      return {
        body: {
          kind: 'drive#fileList',
          incompleteSearch: false,
          files: found.slice(start, start + most).map((file) => fileResource(file, files, people, principal.email)),
          ...(next && { nextPageToken: next.id }),
        },
      };
    },
    'drive.files.update': (call) => {
      const { body, media, query } = call;
      requireWritable(body, true);
      const file = fileOf(call, body.trashed === undefined ? 'writer' : 'owner');
      if (media) requireConvertible(file.mimeType, media.contentType);
      const name = typeof body.name === 'string' && body.name ? body.name : file.name;
      const gone = ids(query.removeParents);
      const parents = [
        ...file.parents.filter((id) => !gone.includes(id)),
        ...ids(query.addParents).map((id) => parentOf(files, call, id)),
      ];
      const replaced = media ? content(file.mimeType, name, media) : {};
      const changed = files.write(file, {
        name,
        parents: [...new Set(parents)],
        ...metadata(body, file),
        ...replaced,
        ...(replaced.document && { document: { ...replaced.document, revision: (file.document?.revision ?? 0) + 1 } }),
      });
      return shown(call, changed);
    },
    'drive.files.copy': (call) => {
      const file = fileOf(call);
      requireWritable(call.body, false);
      const { name, mimeType, document, content: bytes } = structuredClone(file);
      const copy = { name: typeof call.body.name === 'string' ? call.body.name : `Copy of ${name}`, mimeType };
      return shown(
        call,
        files.add(call.principal, {
          ...copy,
          ...metadata(call.body),
          ...(document && { document }),
          ...(bytes !== undefined && { content: bytes }),
        }),
      );
    },
    // REF files.delete: "Permanently deletes a file owned by the user without moving it to the trash."
    'drive.files.delete': (call) => {
      const { id, name } = fileOf(call, 'owner');
      files.remove(id);
      return { status: 204, note: { name, file_id: id } };
    },
    'drive.files.export': (call) => {
      const file = fileOf(call);
      // REF files.export: "Exports a Google Workspace document to the requested MIME type".
      if (!file.document) throw new GoogleError(403, 'fileNotExportable', 'Export only supports Docs Editors files.');
      const mimeType = String(call.query.mimeType);
      const text = {
        'text/plain': () => textOfDocument(file.document ?? emptyDocument('')),
        'text/html': () => htmlOf(file.document ?? emptyDocument('')),
      }[mimeType];
      if (!text)
        throw new GoogleError(400, 'badRequest', `The requested conversion is not supported here: ${mimeType}.`);
      return { media: { contentType: `${mimeType}; charset=utf-8`, content: Buffer.from(text(), 'utf8') } };
    },
  };
}

/** A file is put where the caller may add to; "root" is their own. */
function parentOf(files: Files, { principal }: Call, id: string): string {
  const root = files.rootOf(principal.email);
  if (id === 'root' || id === root) return root;
  const folder = files.find(principal, id);
  if (folder?.mimeType !== FOLDER) throw fileNotFound(id);
  if (!['owner', 'writer'].includes(files.roleOf(folder, principal.email) ?? '')) throw insufficientPermissions(id);
  return id;
}

function content(
  mimeType: string,
  name: string,
  media: Media | null,
): { document?: DocumentContent; content?: string } {
  if (mimeType === DOCUMENT) {
    if (!media) return { document: emptyDocument(name) };
    const text = media.content.toString('utf8');
    return {
      document: /^text\/html\b/i.test(media.contentType) ? documentFromHtml(name, text) : documentFromText(name, text),
    };
  }
  return mimeType === FOLDER ? {} : { content: (media?.content ?? Buffer.alloc(0)).toString('base64') };
}

/** REF properties: "Entries with null values are cleared in update [...] requests." */
function metadata(body: JsonObject, before?: StoredFile): Partial<StoredFile> {
  const merged = (name: 'properties' | 'appProperties') => {
    const given = body[name] as Record<string, string | null> | undefined;
    if (!given) return {};
    const all = Object.entries({ ...before?.[name], ...given }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    return { [name]: Object.fromEntries(all) };
  };
  return {
    ...(typeof body.description === 'string' && { description: body.description }),
    ...(typeof body.starred === 'boolean' && { starred: body.starred }),
    ...(typeof body.trashed === 'boolean' && { trashed: body.trashed }),
    ...(typeof body.writersCanShare === 'boolean' && { writersCanShare: body.writersCanShare }),
    ...merged('properties'),
    ...merged('appProperties'),
  };
}

const ids = (value: unknown): string[] =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean)
    : [];

const rooted = (q: string, files: Files, email: string): string =>
  q.replaceAll("'root' in parents", `'${files.rootOf(email)}' in parents`);
