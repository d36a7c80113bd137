import { outcomeOf, UNCERTAIN_CODE, type Kept, type KeptFile, type Outcome } from '../kept.js';
import type { Failure } from '../protocol.js';
import type { EscalationDone } from './answers.js';
import { ApiFailure } from './api.js';

/** Where kept escalations lie: on disk, because the browser ends the worker whenever it likes. */
export interface KeptStore {
  read(): Promise<readonly Kept[]>;
  write(all: readonly Kept[]): Promise<void>;
}

/** The world behind the outbox; `send` and `upload` throw ApiFailure. */
export interface OutboxPorts {
  send(kept: Kept): Promise<EscalationDone>;
  upload(kept: Kept, escalationId: string, file: KeptFile): Promise<void>;
  /** The bytes are not needed any more. */
  forgetFiles(ids: readonly string[]): Promise<void>;
  /** Whose turn it is; null while nobody is signed in. */
  person(): Promise<string | null>;
  /** Machine time, milliseconds. */
  now(): number;
  /** Something was kept, sent or thrown away. */
  changed(): Promise<void>;
}

/**
 * The server remembers a key for 24 hours (api.md). One that was tried longer ago without an answer could be made twice, so a person
 * decides; an hour less, because two clocks are involved.
 */
const KEY_HOLDS_MS = 23 * 3_600_000;
const MOST_REMEMBERED = 20;
const UNCERTAIN: Failure = { why: 'refused', code: UNCERTAIN_CODE, message: '', requestId: null, fields: [] };

/**
 * Escalations on their way. Each is on disk before the network is asked, so neither a lost connection nor the end of the worker loses
 * it, and its key is as old as its text, so that it is made once. In the order they were written; one that is refused does not hold
 * up the others, a lost connection holds up all.
 */
export class Outbox {
  #last: Promise<unknown> = Promise.resolve();
  readonly #answered = new Map<string, Outcome>();

  constructor(
    private readonly store: KeptStore,
    private readonly ports: OutboxPorts,
  ) {}

  /** Kept from here on. The same key again changes nothing. */
  add(kept: Kept): Promise<void> {
    return this.#alone(async () => {
      const all = await this.store.read();
      if (all.some(({ key }) => key === kept.key)) return;
      await this.#write([...all, kept]);
    });
  }

  /** Sends what can be sent; answers when all of it was tried. */
  flush(): Promise<void> {
    return this.#alone(async () => {
      const person = await this.ports.person();
      if (person === null) return;
      for (const { key, userId } of await this.store.read()) {
        if (userId === person && !(await this.#sendOne(key))) return;
      }
    });
  }

  /** What became of it; null when nothing is known of the key. */
  async outcome(key: string): Promise<Outcome | null> {
    const kept = (await this.store.read()).find((each) => each.key === key);
    return kept ? outcomeOf(kept) : (this.#answered.get(key) ?? null);
  }

  /** What this person has not heard back of, the oldest first. */
  async list(userId: string): Promise<Kept[]> {
    return (await this.store.read()).filter((kept) => kept.userId === userId);
  }

  /** Tries one again that was refused or is uncertain; the person wants it so. */
  retry(key: string): Promise<void> {
    return this.#alone(() => this.#change(key, { failure: null, triedAt: null }));
  }

  /** Thrown away, or taken back to be changed. Answers what it was. */
  async drop(key: string): Promise<Kept | null> {
    return this.#alone(async () => {
      const all = await this.store.read();
      const found = all.find((kept) => kept.key === key) ?? null;
      if (found) await this.#write(all.filter((kept) => kept.key !== key));
      return found;
    });
  }

  /** False when there is no use in trying the next one now. */
  async #sendOne(key: string): Promise<boolean> {
    const kept = (await this.store.read()).find((each) => each.key === key);
    if (!kept || kept.failure) return true;
    try {
      const done = kept.done ?? (await this.#make(kept));
      if (done) await this.#uploadAll(key, done.id);
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.mayPass) return false;
      await this.#change(key, { failure: error.failure });
      return true;
    }
  }

  /** Null when it is not sent, because the server may have made it and would not know. */
  async #make(kept: Kept): Promise<EscalationDone | null> {
    if (kept.triedAt !== null && this.ports.now() - kept.triedAt > KEY_HOLDS_MS) {
      await this.#change(kept.key, { failure: UNCERTAIN });
      return null;
    }
    await this.#change(kept.key, { triedAt: kept.triedAt ?? this.ports.now() });
    const done = await this.ports.send(kept);
    await this.#change(kept.key, { done });
    return done;
  }

  async #uploadAll(key: string, escalationId: string): Promise<void> {
    const kept = (await this.store.read()).find((each) => each.key === key);
    if (!kept) return;
    for (const file of kept.files) {
      if (file.state === 'waiting') await this.#changeFile(key, await this.#upload(kept, escalationId, file));
    }
    await this.#finish(key);
  }

  async #upload(kept: Kept, escalationId: string, file: KeptFile): Promise<KeptFile> {
    try {
      await this.ports.upload(kept, escalationId, file);
      return { ...file, state: 'sent' };
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.mayPass) throw error;
      const why = error.failure.why === 'refused' ? error.failure.message : '';
      return { ...file, state: 'refused', why };
    }
  }

  /** Answered for: what is remembered from here on is only for whoever asks what became of it. */
  async #finish(key: string): Promise<void> {
    const all = await this.store.read();
    const kept = all.find((each) => each.key === key);
    if (!kept) return;
    this.#answered.set(key, outcomeOf(kept));
    for (const old of [...this.#answered.keys()].slice(0, -MOST_REMEMBERED)) this.#answered.delete(old);
    await this.#write(all.filter((each) => each.key !== key));
    await this.ports.forgetFiles(kept.files.map(({ id }) => id));
  }

  #changeFile(key: string, file: KeptFile): Promise<void> {
    return this.#update(key, (kept) => ({
      ...kept,
      files: kept.files.map((each) => (each.id === file.id ? file : each)),
    }));
  }

  #change(key: string, part: Partial<Kept>): Promise<void> {
    return this.#update(key, (kept) => ({ ...kept, ...part }));
  }

  async #update(key: string, next: (kept: Kept) => Kept): Promise<void> {
    await this.#write((await this.store.read()).map((kept) => (kept.key === key ? next(kept) : kept)));
  }

  async #write(all: readonly Kept[]): Promise<void> {
    await this.store.write(all);
    await this.ports.changed();
  }

  /** One after the other: what is read is what is written back. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
