import * as z from 'zod/mini';

/** What the token endpoint answers (identity platform); read defensively, because it decides who the person is. */
export const TokenAnswer = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  user_id: z.string(),
  tenant_id: z.string(),
});
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/** Where a session is kept: short-lived things in memory, the refresh token on disk. Neither can be read by content scripts. */
export interface SessionStore {
  access(): Promise<{ token: string; expiresAt: number } | null>;
  refreshToken(): Promise<string | null>;
  save(access: { token: string; expiresAt: number }, refreshToken: string): Promise<void>;
  clear(): Promise<void>;
}

/** The token endpoint. `refused` is final (the refresh token is used or revoked), `offline` is not. */
export type Exchange = (form: Record<string, string>) => Promise<TokenAnswer | 'refused' | 'offline'>;

/** Ask for a new token this long before the old one ends, so that a slow request does not meet its end. */
const EARLY_MS = 60_000;

/**
 * The only holder of tokens. Refresh tokens rotate and a reused one ends the whole family, so all callers share one exchange
 * at a time.
 */
export class Session {
  #running: Promise<string | 'signed-out' | 'offline'> | null = null;
  /** Counts sign-ins and sign-outs: an exchange that was begun before one of them has nothing to say after it. */
  #era = 0;

  constructor(
    private readonly store: SessionStore,
    private readonly exchange: Exchange,
    private readonly machineNow: () => number,
  ) {}

  async isSignedIn(): Promise<boolean> {
    return (await this.store.refreshToken()) !== null;
  }

  /**
   * A token that holds for at least a minute. `refused` is one that the server did not take: many requests may be refused together,
   * and whoever comes after the renewal gets what it brought.
   */
  async accessToken(refused: string | null = null): Promise<string | 'signed-out' | 'offline'> {
    const held = await this.store.access();
    if (held && held.token !== refused && held.expiresAt - EARLY_MS > this.machineNow()) return held.token;
    if (this.#running) return this.#running;
    const mine = this.#refresh().finally(() => {
      if (this.#running === mine) this.#running = null;
    });
    this.#running = mine;
    return mine;
  }

  async start(form: {
    code: string;
    code_verifier: string;
    redirect_uri: string;
  }): Promise<'ok' | 'refused' | 'offline'> {
    const answer = await this.exchange({ grant_type: 'authorization_code', ...form });
    if (typeof answer === 'string') return answer;
    this.#era += 1;
    this.#running = null;
    await this.#keep(answer);
    return 'ok';
  }

  async end(): Promise<void> {
    this.#era += 1;
    this.#running = null;
    await this.store.clear();
  }

  async #refresh(): Promise<string | 'signed-out' | 'offline'> {
    const era = this.#era;
    const refreshToken = await this.store.refreshToken();
    if (!refreshToken) return 'signed-out';
    const answer = await this.exchange({ grant_type: 'refresh_token', refresh_token: refreshToken });
    // Signed out, or in as somebody else, meanwhile: what came back belongs to nobody here.
    if (era !== this.#era) return (await this.store.access())?.token ?? 'signed-out';
    if (answer === 'offline') return 'offline';
    if (answer === 'refused') {
      await this.store.clear();
      return 'signed-out';
    }
    await this.#keep(answer);
    return answer.access_token;
  }

  async #keep(answer: TokenAnswer): Promise<void> {
    const expiresAt = this.machineNow() + answer.expires_in * 1000;
    await this.store.save({ token: answer.access_token, expiresAt }, answer.refresh_token);
  }
}
