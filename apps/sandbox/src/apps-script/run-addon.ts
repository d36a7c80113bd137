import { MessageChannel, Worker } from 'node:worker_threads';
import type { FetchAnswer, FetchRequest, FromWorker, Need, Printed, RunInput } from './protocol.js';

export interface AddonRun {
  readonly printed: Printed;
  /** What the script wrote to its console. */
  readonly log: readonly string[];
  readonly userCache: RunInput['userCache'];
  /** What asked for a permission on the way. */
  readonly needs: readonly Need[];
}
/** The script threw: Google would show "Error with the add-on" and this text to its developer. */
export class AddonFailed extends Error {
  constructor(message: string, log: readonly string[] = []) {
    super(message);
    this.name = 'AddonFailed';
    this.log = log;
  }
  readonly log: readonly string[];
}

/** Google stops an add-on after 30 seconds. */
const LIMIT_MS = 30_000;
const NAME = /^[A-Za-z_$][\w$]*$/;

/** Runs one function of a script in a thread of its own and prints what it returns. Throws AddonFailed. */
export async function runAddon(
  input: RunInput,
  fetchUrl: (request: FetchRequest) => Promise<FetchAnswer> = overHttp,
  limitMs = LIMIT_MS,
): Promise<AddonRun> {
  if (!NAME.test(input.functionName)) throw new AddonFailed(`Script function not found: ${input.functionName}`);
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(workerUrl(), {
    workerData: { input, answers: port2, signal },
    transferList: [port2],
    execArgv: [],
    env: {},
  });
  try {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new AddonFailed('Exceeded maximum execution time')), limitMs);
      worker.once('exit', () => {
        clearTimeout(late);
        reject(new AddonFailed('The script ended without an answer'));
      });
      worker.once('error', reject);
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'done') resolve(message);
        else if (message.kind === 'failed') reject(new AddonFailed(message.message, message.log));
        else void answer(message.request);
      });
      const answer = async (request: FetchRequest): Promise<void> => {
        port1.postMessage(await fetchUrl(request).catch((error: unknown) => ({ failed: String(error) })));
        Atomics.store(signal, 0, 1);
        Atomics.notify(signal, 0);
      };
    });
  } finally {
    port1.close();
    await worker.terminate();
  }
}

/** UrlFetchApp follows redirects unless it is told not to, and never sends cookies. */
async function overHttp({
  url,
  method,
  headers,
  body,
  timeoutSeconds,
  followsRedirects,
}: FetchRequest): Promise<FetchAnswer> {
  const response = await fetch(url, {
    method,
    headers,
    body,
    redirect: followsRedirects ? 'follow' : 'manual',
    signal: AbortSignal.timeout(timeoutSeconds === undefined ? LIMIT_MS : timeoutSeconds * 1000),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

/**
 * The built worker stands beside this file. From source (tests) Node strips the types itself, but knows `./x.js` only as it is written:
 * a small hook finds the `.ts`.
 */
function workerUrl(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./worker.js', import.meta.url);
  const boot = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) => next(context.parentURL?.endsWith('.ts') ? name.replace(/^(\\..*)\\.js$/, '$1.ts') : name, context) });
    await import(${JSON.stringify(new URL('./worker.ts', import.meta.url).href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(boot)}`);
}
