import type { AnyEndpoint } from '@understudy/contracts';
import { z } from 'zod';
import { MalformedInput, type FieldError } from './problem.js';

/** The parts of a request as Fastify read them. */
export interface RequestParts {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const PARTS = ['params', 'query', 'body'] as const;

/**
 * Checks path, query and body against the contract and answers one flat, decoded object. Unknown fields are errors, and
 * all errors come together, each with its path. Throws MalformedInput.
 */
export function parseInput(endpoint: AnyEndpoint, request: RequestParts): Readonly<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const part of PARTS) {
    const { value, repeated } =
      part === 'query' ? unrepeated(endpoint, request.query) : { value: request[part], repeated: [] };
    const result = endpoint.parts[part].safeParse(value ?? {});
    errors.push(...repeated);
    if (result.success) Object.assign(input, result.data);
    else
      errors.push(
        ...result.error.issues.flatMap(toFieldErrors).filter(({ path }) => !repeated.some((r) => r.path === path)),
      );
  }
  if (errors.length > 0) throw new MalformedInput(errors);
  return input;
}

/** `?limit=5&limit=6` reads as a list; only a field that is a list may be given more than once. */
function unrepeated(endpoint: AnyEndpoint, query: unknown): { value: unknown; repeated: FieldError[] } {
  if (typeof query !== 'object' || query === null) return { value: query, repeated: [] };
  const repeated: FieldError[] = [];
  const value = Object.fromEntries(
    Object.entries(query).map(([name, given]) => {
      const schema = endpoint.query?.[name];
      const takesList = schema !== undefined && isList(schema);
      if (Array.isArray(given) && schema !== undefined && !takesList)
        repeated.push({ path: name, message: 'given more than once' });
      return [name, takesList && !Array.isArray(given) ? [given] : given];
    }),
  );
  return { value, repeated };
}

function isList(schema: unknown): boolean {
  if (schema instanceof z.ZodArray) return true;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return isList(schema.unwrap());
  return false;
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: shorten([...issue.path, key].join('.')), message: 'unknown field' }));
  return [{ path: shorten(issue.path.join('.')), message: issue.message }];
}

/** Names of unknown fields come from the client: they are named, but not repeated at any length. */
const shorten = (path: string): string => (path.length > 200 ? `${path.slice(0, 200)}…` : path).toWellFormed();
