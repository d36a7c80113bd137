import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * One JSON file under DATA_DIR/sandbox. `save` resolves when the state as of the call is on disk (written beside, synced, renamed), so
 * a kill -9 afterwards loses nothing; calls that come while a write runs share the next one.
 */
export class JsonFile<State extends object> {
  private writing: Promise<void> | null = null;
  private queued: Promise<void> | null = null;

  private constructor(
    private readonly file: string,
    readonly state: State,
  ) {}

  /** Opens the file, or starts with `initial()` when there is none. A file that is not JSON is an error, never overwritten. */
  static async open<State extends object>(
    file: string,
    initial: () => State | Promise<State>,
  ): Promise<JsonFile<State>> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text !== null) return new JsonFile(file, parse<State>(file, text));
    const opened = new JsonFile(file, await initial());
    await opened.save();
    return opened;
  }

  save(): Promise<void> {
    if (!this.writing) {
      this.writing = this.write().finally(() => (this.writing = null));
      return this.writing;
    }
    this.queued ??= this.writing
      .catch(() => undefined)
      .then(() => {
        this.queued = null;
        return this.save();
      });
    return this.queued;
  }

  private async write(): Promise<void> {
    const beside = `${this.file}.new`;
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(this.state));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, this.file);
  }
}

function parse<State>(file: string, text: string): State {
  try {
    return JSON.parse(text) as State;
  } catch (cause) {
    throw new Error(`${file} is damaged. Remove it to start the sandbox afresh.`, { cause });
  }
}
