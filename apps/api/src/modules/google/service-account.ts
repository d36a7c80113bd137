import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@understudy/domain';
import { z } from 'zod';
import { ENV, type Env } from '../../config/index.js';

const KeyFile = z.object({
  client_email: z.string().min(1),
  private_key: z.string().min(1),
  /** The number an admin enters at "Domain-wide delegation". Keys made by Google's console have it. */
  client_id: z.string().min(1).nullish(),
});
export type ServiceAccountKey = z.infer<typeof KeyFile>;

/** The installation's service account: one for all tenants, each of which delegates to it (or does not). */
@Injectable()
export class ServiceAccount {
  private key: Promise<ServiceAccountKey> | null = null;

  constructor(@Inject(ENV) private readonly env: Env) {}

  get isConfigured(): boolean {
    return this.env.google.serviceAccountFile !== null;
  }

  /** Throws `google.not-connected` with `because: 'key-file'` without a readable key file, which is read again at the next call. */
  get(): Promise<ServiceAccountKey> {
    this.key ??= this.read().catch((error: unknown) => {
      this.key = null;
      throw error;
    });
    return this.key;
  }

  /** As {@link get}, and null instead of throwing. */
  find(): Promise<ServiceAccountKey | null> {
    return this.get().catch(() => null);
  }

  private async read(): Promise<ServiceAccountKey> {
    const { serviceAccountFile } = this.env.google;
    const text = serviceAccountFile === null ? null : await readFile(serviceAccountFile, 'utf8').catch(() => null);
    const parsed = KeyFile.safeParse(text === null ? null : json(text));
    if (!parsed.success) throw new DomainError('google.not-connected', { because: 'key-file' });
    return parsed.data;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a file that is being written is no key yet
  }
}
