import type { Readable } from 'node:stream';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type FileKey, FileStore, type FileToKeep, FileUnreadable, pathOfKey } from './file-store.js';

/** Attachments in a folder of this machine, or of a file server that all API processes share. */
export class DiskFileStore extends FileStore {
  /** `folder` is absolute and on the same file system as incoming files. */
  constructor(private readonly folder: string) {
    super();
  }

  async keep(key: FileKey, file: FileToKeep): Promise<void> {
    const target = this.pathOf(key);
    const parent = path.dirname(target);
    const made = await mkdir(parent, { recursive: true, mode: 0o700 });
    await sync(file.path);
    await rename(file.path, target);
    await sync(parent);
    // a new folder is an entry of the one above it, which has to survive as well
    for (let above = parent; made !== undefined && above !== path.dirname(made); above = path.dirname(above))
      await sync(path.dirname(above));
  }

  async open(key: FileKey): Promise<Readable> {
    try {
      const file = await open(this.pathOf(key));
      return file.createReadStream();
    } catch (error) {
      throw new FileUnreadable(error);
    }
  }

  async remove(key: FileKey): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  private pathOf(key: FileKey): string {
    return path.join(this.folder, pathOfKey(key));
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
