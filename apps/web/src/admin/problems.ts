import { ApiProblem } from '@understudy/api-client';

const isLine = (one: unknown): one is { readonly path: string; readonly message: string } =>
  typeof one === 'object' && one !== null && 'path' in one && 'message' in one && typeof one.path === 'string';

/** What the rules of the product found wrong, by the path of the field (`problems` of a 422), with its first letter large. */
export function problemsOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const { problems } = error.problem;
  if (!Array.isArray(problems)) return {};
  return Object.fromEntries(
    problems.filter(isLine).map(({ path, message }) => [path, `${message.charAt(0).toUpperCase()}${message.slice(1)}`]),
  );
}
