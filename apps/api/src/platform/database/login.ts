/** The run-time login of this process. */
export interface DatabaseLogin {
  readonly role: 'api' | 'worker';
  readonly url: string;
}

/** Injection token of the {@link DatabaseLogin}. */
export const DATABASE_LOGIN = Symbol('DATABASE_LOGIN');
