import type { AnswerOf, AnyEndpoint, Problem } from '@understudy/contracts';

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** Seconds, from Retry-After, when the server said so. */
  readonly retryAfter?: number;
}

/** The API said no, with a problem people can read and a `code` programs switch on. */
export class ApiProblem extends Error {
  constructor(
    readonly problem: Problem & { readonly status: number },
    readonly retryAfter?: number,
  ) {
    super(problem.detail);
    this.name = 'ApiProblem';
  }
}

/** The answer did not come from the API (a proxy, a captive portal, an outage): nothing is known about the request. */
export class NoAnswer extends Error {
  constructor(readonly status: number) {
    super(
      status
        ? `The server answered ${status} with something that is not ours.`
        : 'There is no connection to Understudy.',
    );
    this.name = 'NoAnswer';
  }
}

/**
 * Reads an answer. The API encodes and strips on its side, so clients read the JSON as it stands (instants and days are text).
 * Throws ApiProblem for a problem document and NoAnswer for anything that is not the API speaking.
 */
export function fromAnswer<E extends AnyEndpoint>(_endpoint: E, answer: HttpAnswer): AnswerOf<E> {
  const json = parse(answer);
  if (answer.status >= 200 && answer.status < 300) return json as AnswerOf<E>;
  if (isProblem(json)) throw new ApiProblem({ ...json, status: answer.status }, answer.retryAfter);
  throw new NoAnswer(answer.status);
}

function parse(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new NoAnswer(answer.status);
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value && 'request_id' in value;
