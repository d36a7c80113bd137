import { fromAnswer, NoAnswer, toCall } from '@understudy/api-client';
import type { AnswerOf, AnyEndpoint, WireOf } from '@understudy/contracts';

export interface UploadOptions {
  /** Made once per file, kept over retries: the same file arrives once. */
  readonly idempotencyKey: string;
  /** 0 to 1, as its bytes leave. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Sends one file to an endpoint that takes uploads, and says how far it is. Throws ApiProblem when the API refused it, NoAnswer when
 * nothing of ours answered, AbortError when it was given up.
 */
export function upload<E extends AnyEndpoint>(
  endpoint: E,
  input: WireOf<E>,
  file: File,
  { idempotencyKey, onProgress, signal }: UploadOptions,
): Promise<AnswerOf<E>> {
  const { method, path } = toCall(endpoint, input, { idempotencyKey });
  const body = new FormData();
  body.append('file', file);
  return new Promise((resolve, reject) => {
    // fetch tells nothing of a body on its way
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', idempotencyKey);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      try {
        resolve(fromAnswer(endpoint, { status: request.status, text: request.responseText }));
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener('error', () => reject(new NoAnswer(0)));
    request.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}
