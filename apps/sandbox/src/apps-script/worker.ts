import { runInContext, createContext } from 'node:vm';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { printed } from './card-json.js';
import { GasError, recordOf } from './card-service.js';
import { globals } from './globals.js';
import type { Json } from './json.js';
import type { FetchAnswer, FetchRequest, FromWorker, Printed, RunInput } from './protocol.js';

/*
 * One run of the script, in a thread of its own: UrlFetchApp is synchronous, so this thread sleeps while the main thread does the
 * HTTP (and may be asked for keys by the very API it calls).
 */
const { input, answers, signal } = workerData as { input: RunInput; answers: MessagePort; signal: Int32Array };
const log: string[] = [];
const post = (message: FromWorker): void => parentPort?.postMessage(message);

function fetch(request: FetchRequest): FetchAnswer {
  Atomics.store(signal, 0, 0);
  post({ kind: 'fetch', request });
  Atomics.wait(signal, 0, 0);
  return (receiveMessageOnPort(answers)?.message ?? { failed: 'no answer' }) as FetchAnswer;
}

/** Younger than Apps Script's V8 as far as Google documents it: the script has to do without. */
const YOUNGER = `
  delete globalThis.Temporal; delete globalThis.Iterator; delete globalThis.WebAssembly; delete globalThis.SharedArrayBuffer;
  for (const name of ['isWellFormed', 'toWellFormed']) delete String.prototype[name];
  for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with', 'findLast', 'findLastIndex']) delete Array.prototype[name];
  delete Object.groupBy; delete Map.groupBy; delete Promise.withResolvers; delete Array.fromAsync;`;

function print(value: unknown): Printed {
  const one = (card: unknown): Json => {
    const record = recordOf(card);
    if (record?.type !== 'Card') throw new GasError('The function has to return cards that were built.');
    return printed(record);
  };
  const record = recordOf(value);
  if (record?.type === 'ActionResponse') return { kind: 'action', action: printed(record) };
  return { kind: 'cards', cards: Array.isArray(value) ? value.map(one) : [one(value)] };
}

try {
  const cache = new Map(Object.entries(input.userCache));
  const context = createContext(globals(input, { fetch, log, cache }), {
    codeGeneration: { strings: false, wasm: false },
  });
  runInContext(YOUNGER, context);
  runInContext(input.code, context, { filename: 'Code.js' });
  const run: unknown = runInContext(
    `typeof ${input.functionName} === 'function' ? ${input.functionName} : null`,
    context,
  );
  if (typeof run !== 'function') throw new GasError(`Script function not found: ${input.functionName}`);
  // Events are made by the script's own JSON.parse: plain objects of its realm.
  const event: unknown = runInContext(`(text) => JSON.parse(text)`, context)(JSON.stringify(input.event));
  post({ kind: 'done', printed: print(run(event)), log, userCache: Object.fromEntries(cache) });
} catch (error) {
  // Errors of the script belong to its realm: instanceof does not know them.
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  post({ kind: 'failed', message, log });
}
