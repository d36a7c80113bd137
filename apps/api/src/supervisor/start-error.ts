/** Something the person who started us can put right; printed as it is, without a stack. */
export class StartError extends Error {
  /** `exitCode`: of the whole start; 78 (EX_CONFIG) for a wrong setting, as config/env.ts ends. */
  constructor(
    message: string,
    readonly exitCode: number = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export const WRONG_SETTING = 78;
