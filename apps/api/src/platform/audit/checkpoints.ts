import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';

interface Head {
  readonly tenant_id: string;
  readonly seq: number;
  readonly hash: string;
}

/** What is signed: any change of tenant, number, hash or time breaks the signature. */
export const checkpointText = (head: Head, signedAt: string): string =>
  `understudy checkpoint v1\n${head.tenant_id}\n${head.seq}\n${head.hash}\n${signedAt}`;

/** What the history of one tenant says now, and what its last checkpoint says; null where there is none. */
interface Standing {
  readonly tenant_id: string;
  readonly seq: number | null;
  readonly hash: string | null;
  readonly signed_seq: number | null;
  readonly signed_hash: string;
  readonly signed_at: string;
  readonly signature: string;
}

/** What one round did, and what it found wrong: one sentence each. */
export interface CheckpointRound {
  readonly signed: number;
  readonly problems: readonly string[];
}

const STANDINGS = `
  select t.tenant_id, h.seq, encode(h.hash, 'hex') as hash, c.seq as signed_seq, encode(c.hash, 'hex') as signed_hash,
         to_char(c.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as signed_at,
         encode(c.signature, 'base64') as signature
    from (select tenant_id from list_tenants() union select tenant_id from history_head) t
    left join history_head h on h.tenant_id = t.tenant_id
    left join lateral (select * from history_checkpoint k where k.tenant_id = t.tenant_id order by k.seq desc limit 1) c on true
   order by t.tenant_id`;
const STORE = `insert into history_checkpoint (tenant_id, seq, hash, signed_at, signature)
               values ($1, $2, decode($3, 'hex'), $4::timestamptz, decode($5, 'base64'))
               on conflict on constraint history_checkpoint_pkey do nothing`;

/**
 * Signs the heads of all histories that moved, and exports them to a file outside the database: whoever can change the
 * database cannot also take events off the end of a chain unseen. The file is to be copied elsewhere by the operator; the public
 * keys stand beside it, the one that signs now first: those from before a rotation of SECRETS_KEY stay, for what they signed.
 */
export class Checkpoints {
  private prepared = false;
  private trusted: readonly KeyObject[] = [];
  /** The last head this process signed for each tenant: rows of the database may be added or taken away by others. */
  private readonly lastSigned = new Map<string, Head>();
  readonly file: string;
  readonly publicKeyFile: string;

  constructor(
    private readonly pool: pg.Pool,
    private readonly key: KeyObject,
    private readonly folder: string,
    /** Public keys of before, beside those the file names. */
    private readonly former: readonly KeyObject[] = [],
  ) {
    this.file = path.join(folder, 'checkpoints.jsonl');
    this.publicKeyFile = path.join(folder, 'checkpoint-key.pub.pem');
  }

  /**
   * Signs what moved since the last time. File first: it is the one that must not miss any. A row of the database counts as
   * signed only if its signature is ours, so nobody can keep a history from being signed by adding rows.
   */
  async write(now: Temporal.Instant): Promise<CheckpointRound> {
    await this.prepare();
    const { rows } = await this.pool.query<Standing>(STANDINGS);
    const problems: string[] = [];
    const heads = rows.flatMap((standing) => this.toSign(standing, problems) ?? []);
    const signedAt = now.toString({ fractionalSecondDigits: 3 });
    const signed = heads.map((head) => ({
      ...head,
      signed_at: signedAt,
      signature: sign(null, Buffer.from(checkpointText(head, signedAt)), this.key).toString('base64'),
    }));
    if (signed.length === 0) return { signed: 0, problems };
    await this.export(signed.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (const { tenant_id, seq, hash, signature } of signed) {
      await this.pool.query(STORE, [tenant_id, seq, hash, signedAt, signature]);
      this.lastSigned.set(tenant_id, { tenant_id, seq, hash });
    }
    return { signed: signed.length, problems };
  }

  /** The head to sign now, or null when it is signed already or contradicts what was signed. */
  private toSign(standing: Standing, problems: string[]): Head | null {
    const { tenant_id, seq, hash } = standing;
    const last = this.lastOf(standing, problems);
    if (last && (seq ?? 0) < last.seq)
      problems.push(`history of tenant ${tenant_id}: it ends at event ${seq ?? 0}, but ${last.seq} events were signed`);
    if (last && seq === last.seq && hash !== last.hash)
      problems.push(`history of tenant ${tenant_id}: event ${seq} is not the one that was signed`);
    if (seq === null || hash === null || (last && seq <= last.seq)) return null;
    return { tenant_id, seq, hash };
  }

  /** The furthest head that was signed with our key, by this process or as the database has it. */
  private lastOf(standing: Standing, problems: string[]): Head | null {
    const { tenant_id, signed_seq: seq, signed_hash: hash, signed_at: signedAt, signature } = standing;
    const own = this.lastSigned.get(tenant_id) ?? null;
    if (seq === null) return own;
    const stored = { tenant_id, seq, hash };
    const text = Buffer.from(checkpointText(stored, signedAt));
    if (this.trusted.some((key) => verify(null, text, key, Buffer.from(signature, 'base64'))))
      return own && own.seq >= seq ? own : stored;
    problems.push(`history of tenant ${tenant_id}: checkpoint ${seq} is not signed with our key`);
    return own;
  }

  private async prepare(): Promise<void> {
    if (this.prepared) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const ours = [createPublicKey(this.key), ...this.former].map(pemOf);
    const known = await readFile(this.publicKeyFile, 'utf8').catch(() => '');
    const pems = [...new Set([...ours, ...pemsIn(known)])];
    if (known !== pems.join('')) await writeFile(this.publicKeyFile, pems.join(''));
    this.trusted = pems.map((pem) => createPublicKey(pem));
    this.prepared = true;
  }

  private async export(lines: string): Promise<void> {
    const file = await open(this.file, 'a', 0o600);
    try {
      await file.appendFile(lines);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString();
const pemsIn = (text: string): string[] =>
  text.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----\n/g) ?? [];
