import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Remembers in DATA_DIR that the demo world was planted into this database, so that a later start does not pay for asking.
 * Another database, or one made anew (its password is), is asked again; planting twice changes nothing.
 */
export class Planted {
  private readonly file: string;
  private readonly mark: string;

  constructor(dataDir: string, databaseUrl: string) {
    this.file = path.join(dataDir, 'demo-world');
    this.mark = createHash('sha256').update(databaseUrl).digest('base64url');
  }

  isKnown(): boolean {
    return existsSync(this.file) && readFileSync(this.file, 'utf8') === this.mark;
  }

  remember(): void {
    writeFileSync(this.file, this.mark, { mode: 0o600 });
  }
}
