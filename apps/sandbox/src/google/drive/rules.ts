import { GoogleError, invalid, notFound } from '../errors.js';
import type { JsonObject, Query } from '../strict.js';
import { DOCUMENT, FOLDER, type Role } from './state.js';

/**
 * What Drive refuses and the typings do not say. REF is https://developers.google.com/workspace/drive/api/reference/rest/v3/ (the text of the typings'
 * comments is the same), GUIDE .../workspace/drive/api/guides/, ERRORS .../guides/handle-errors.
 */
export const fileNotFound = (id: string): GoogleError => notFound(`File not found: ${id}.`);

/** ERRORS: "403: The user does not have sufficient permissions for file <fileId>". */
export const insufficientPermissions = (id: string): GoogleError =>
  new GoogleError(403, 'insufficientFilePermissions', `The user does not have sufficient permissions for file ${id}.`);

/** GUIDE fields-parameter: files.get answers "kind, id, name, and mimeType" unless fields are named; the others likewise. */
export const DRIVE_DEFAULT_FIELDS = {
  'drive.files.get': 'kind,id,name,mimeType',
  'drive.files.create': 'kind,id,name,mimeType',
  'drive.files.update': 'kind,id,name,mimeType',
  'drive.files.copy': 'kind,id,name,mimeType',
  'drive.files.list': 'kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)',
  'drive.permissions.create': 'kind,id,type,role',
  'drive.permissions.get': 'kind,id,type,role',
  'drive.permissions.update': 'kind,id,type,role',
  'drive.permissions.list': 'kind,nextPageToken,permissions(kind,id,type,role)',
} as const;

const WRITABLE = new Set([
  'name',
  'description',
  'mimeType',
  'starred',
  'trashed',
  'properties',
  'appProperties',
  'writersCanShare',
  'parents',
  'id',
  'createdTime',
  'modifiedTime',
  'kind',
]);

export function requireWritable(body: JsonObject, isUpdate: boolean): void {
  const wrong = Object.keys(body).find(
    (name) => !WRITABLE.has(name) || (isUpdate && (name === 'id' || name === 'parents')),
  );
  // REF files.update, parents: "The parents field is not directly writable in update requests. Use the addParents and removeParents parameters instead."
  if (wrong === 'parents')
    throw new GoogleError(
      403,
      'fieldNotWritable',
      'The parents field is not directly writable in update requests. Use the addParents and removeParents parameters instead.',
    );
  // ERRORS: "The resource body includes fields which are not directly writable."
  if (wrong)
    throw new GoogleError(
      403,
      'fieldNotWritable',
      'The resource body includes fields which are not directly writable.',
    );
  for (const name of ['properties', 'appProperties']) requireProperties(body[name]);
}

/** GUIDE properties: "Maximum of 30 private properties per file from any one application. Maximum of 124 bytes per property string (including both key and value)". */
function requireProperties(properties: JsonObject[string] | undefined): void {
  const entries = Object.entries((properties ?? {}) as Record<string, string | null>);
  if (entries.length > 30) throw invalid('Too many properties: at most 30.');
  for (const [key, value] of entries)
    if (Buffer.byteLength(key + (value ?? '')) > 124)
      throw new GoogleError(400, 'propertyTooLarge', `The property ${key} is longer than 124 bytes.`);
}

/** GUIDE create-file, pre-generated ids: they "aren't supported for the creation of Google Documents, or uploads where conversion is requested". */
export function requireOwnId(id: string, mimeType: string, reserved: readonly string[], isTaken: boolean): void {
  if (isTaken) throw new GoogleError(409, 'fileIdInUse', 'A file already exists with the provided ID.');
  if (mimeType.startsWith('application/vnd.google-apps.') && mimeType !== FOLDER)
    throw new GoogleError(400, 'invalid', 'Generated IDs are not supported for Docs Editors formats.');
  if (!reserved.includes(id)) throw new GoogleError(400, 'invalid', 'The provided file ID is not usable.');
}

/** GUIDE manage-uploads, import formats of Google Docs; those that are texts have a behaviour here. */
export function requireConvertible(mimeType: string, contentType: string): void {
  if (mimeType !== DOCUMENT) return;
  if (!/^text\/(?:html|plain)\b/i.test(contentType))
    throw new GoogleError(400, 'badRequest', `Bad Request: ${contentType} cannot be converted to ${mimeType} here.`);
}

const ROLES: Readonly<Record<Role, number>> = { owner: 4, writer: 3, commenter: 2, reader: 1 };
export const rank = (role: Role | null): number => (role === null ? 0 : ROLES[role]);

/** REF Permission.type: "if `type` is `user` or `group`, you must provide an `emailAddress` [...] If `type` is `domain`, you must provide a `domain`." */
export function requireValidPermission(body: JsonObject, query: Query, isKnown: (email: string) => boolean): void {
  const { type, role, emailAddress, domain } = body;
  if (typeof role !== 'string') throw new GoogleError(400, 'required', 'The permission role field is required.');
  if (typeof type !== 'string') throw new GoogleError(400, 'required', 'The permission type field is required.');
  requireRole(role);
  if (!['user', 'domain', 'anyone'].includes(type))
    throw type === 'group'
      ? new GoogleError(501, 'notImplemented', 'The sandbox has no groups.')
      : invalid(`The specified type is invalid or not supported: ${type}`, 'permission.type');
  if (type === 'user' && (typeof emailAddress !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(emailAddress)))
    throw new GoogleError(
      400,
      'invalidSharingRequest',
      'The specified emailAddress is invalid or not applicable for the given permission type.',
    );
  if (type === 'domain' && typeof domain !== 'string')
    throw new GoogleError(
      400,
      'invalid',
      'The specified domain is invalid or not applicable for the given permission type.',
    );
  if (type === 'anyone' && (emailAddress !== undefined || domain !== undefined))
    throw new GoogleError(400, 'invalid', 'A permission for anyone has no address.');
  // REF permissions.create, transferOwnership: "This parameter is required as an acknowledgement of the side effect."
  if (role === 'owner' && query.transferOwnership !== true)
    throw new GoogleError(
      403,
      'forbidden',
      "The transferOwnership parameter must be enabled when the permission role is 'owner'.",
    );
  // REF sendNotificationEmail: "defaults to `true` for users and groups, and is not allowed for other requests".
  if (type !== 'user' && query.sendNotificationEmail !== undefined)
    throw invalid('sendNotificationEmail is only allowed for users and groups.', 'sendNotificationEmail');
  // ERRORS invalidSharingRequest: "Since there is no Google account associated with this email address, you must check the "Notify people" box".
  if (type === 'user' && query.sendNotificationEmail === false && !isKnown(String(emailAddress)))
    throw new GoogleError(
      400,
      'invalidSharingRequest',
      `Bad Request. User message: "You are trying to invite ${String(emailAddress)}. Since there is no Google account associated with this email address, you must check the "Notify people" box to invite this recipient."`,
    );
}

export function requireRole(role: string): void {
  if (!Object.hasOwn(ROLES, role))
    throw invalid(`The specified role is invalid or not supported: ${role}`, 'permission.role');
}
