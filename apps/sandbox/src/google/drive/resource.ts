import type { People } from '../../people.js';
import type { JsonObject } from '../strict.js';
import type { Files } from './files.js';
import { rank } from './rules.js';
import { DOCUMENT, FOLDER, type StoredFile, type StoredPermission } from './state.js';

export function permissionResource(permission: StoredPermission, people: People): JsonObject {
  const { id, type, role, email, domain, expirationTime } = permission;
  const person = email === undefined ? null : people.find(email);
  return {
    kind: 'drive#permission',
    id,
    type,
    role,
    ...(email !== undefined && {
      emailAddress: person?.email ?? email,
      displayName: person?.name ?? email,
      deleted: false,
    }),
    ...(domain !== undefined && { domain, displayName: domain }),
    ...(type === 'user' && { pendingOwner: false }),
    ...(type !== 'user' && { allowFileDiscovery: false }),
    ...(expirationTime !== undefined && { expirationTime }),
  };
}

/** Everything about a file; the fields that were asked for are picked later. Permissions are shown to those who may share it. */
export function fileResource(file: StoredFile, files: Files, people: People, viewer: string): JsonObject {
  const role = files.roleOf(file, viewer);
  const owner = people.find(file.owner);
  const mayEdit = rank(role) >= rank('writer');
  const mayShare = role === 'owner' || (role === 'writer' && file.writersCanShare);
  const user = {
    kind: 'drive#user',
    displayName: owner?.name ?? file.owner,
    emailAddress: file.owner,
    me: file.owner === viewer,
  };
  return {
    kind: 'drive#file',
    id: file.id,
    name: file.name,
    mimeType: file.mimeType,
    ...(file.description !== undefined && { description: file.description }),
    starred: file.starred,
    trashed: file.trashed,
    explicitlyTrashed: file.trashed,
    parents: [...file.parents],
    spaces: ['drive'],
    version: String(file.version),
    webViewLink: linkOf(file),
    createdTime: file.createdTime,
    modifiedTime: file.modifiedTime,
    owners: [{ ...user, permissionId: files.permissionId(file.owner) }],
    ownedByMe: file.owner === viewer,
    shared: file.permissions.length > 1,
    writersCanShare: file.writersCanShare,
    isAppAuthorized: file.isOfApp,
    ...(Object.keys(file.properties).length && { properties: { ...file.properties } }),
    ...(Object.keys(file.appProperties).length && { appProperties: { ...file.appProperties } }),
    ...(file.content !== undefined && { size: String(Buffer.byteLength(file.content, 'base64')) }),
    capabilities: {
      canEdit: mayEdit,
      canShare: mayShare,
      canDelete: role === 'owner',
      canTrash: role === 'owner',
      canDownload: true,
    },
    ...(mayShare && {
      permissions: file.permissions.map((one) => permissionResource(one, people)),
      permissionIds: file.permissions.map(({ id }) => id),
    }),
  };
}

function linkOf({ id, mimeType }: StoredFile): string {
  if (mimeType === DOCUMENT) return `https://docs.google.com/document/d/${id}/edit?usp=drivesdk`;
  if (mimeType === FOLDER) return `https://drive.google.com/drive/folders/${id}`;
  return `https://drive.google.com/file/d/${id}/view?usp=drivesdk`;
}
