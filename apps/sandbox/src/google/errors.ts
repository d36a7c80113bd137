/** An answer in the shape of Google's JSON errors: `{error: {code, message, errors: [{domain, reason, message}], status}}`. */
export class GoogleError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly more: { domain?: string; status?: string; location?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'GoogleError';
  }

  body() {
    const { domain = 'global', status = STATUS[this.code], location } = this.more;
    const detail = {
      message: this.message,
      domain,
      reason: this.reason,
      ...(location && { location, locationType: 'parameter' }),
    };
    return { error: { code: this.code, message: this.message, errors: [detail], ...(status && { status }) } };
  }
}

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  501: 'UNIMPLEMENTED',
};

export const invalid = (message: string, location?: string): GoogleError =>
  new GoogleError(400, 'invalid', message, location ? { location } : {});
export const notFound = (message = 'Not Found'): GoogleError => new GoogleError(404, 'notFound', message);
