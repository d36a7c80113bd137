import type { TestApp } from './testing.js';

/** The header of a bearer token. */
export const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

/** Status and problem code of an answer, to be compared together. */
export const codeOf = async (answer: Response): Promise<[status: number, code: string | undefined]> => [
  answer.status,
  ((await answer.json()) as { code?: string }).code,
];

/** One request to a test app; redirects are not followed, a body is sent as JSON. */
export const request = (
  app: Pick<TestApp, 'baseUrl'>,
  method: string,
  address: string,
  headers: Record<string, string> = {},
  body?: unknown,
): Promise<Response> =>
  fetch(app.baseUrl + address, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
