import type { DocumentContent } from '../docs/content.js';

export type Role = 'owner' | 'writer' | 'commenter' | 'reader';
export interface StoredPermission {
  readonly id: string;
  readonly type: 'user' | 'domain' | 'anyone';
  role: Role;
  readonly email?: string;
  readonly domain?: string;
  expirationTime?: string;
}
export interface StoredFile {
  readonly id: string;
  name: string;
  readonly mimeType: string;
  description?: string;
  parents: string[];
  readonly owner: string;
  readonly createdTime: string;
  modifiedTime: string;
  version: number;
  trashed: boolean;
  starred: boolean;
  properties: Record<string, string>;
  appProperties: Record<string, string>;
  writersCanShare: boolean;
  /** Made by the product, so that its `drive.file` scope reaches it. */
  readonly isOfApp: boolean;
  permissions: StoredPermission[];
  /** A Google Doc. */
  document?: DocumentContent;
  /** Any other file, base64. */
  content?: string;
}
export interface DriveState {
  files: Record<string, StoredFile>;
  /** Ids given out by files.generateIds that no file has yet. */
  reserved: string[];
}
export const emptyDriveState = (): DriveState => ({ files: {}, reserved: [] });

export const DOCUMENT = 'application/vnd.google-apps.document';
export const FOLDER = 'application/vnd.google-apps.folder';
