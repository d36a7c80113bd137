import { runInContext, createContext } from 'node:vm';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { printed } from './card-json.js';
import { GasError, recordOf } from './card-service.js';
import { needsOfEvent } from './event.js';
import { globals } from './globals.js';
import type { Json } from './json.js';
import { requireKnownLinks } from './links.js';
import type { FetchAnswer, FetchRequest, FromWorker, Need, Printed, RunInput } from './protocol.js';

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

const cardsIn = (answer: Json): Json[] =>
  typeof answer === 'object' && answer !== null && 'cards' in answer && Array.isArray(answer.cards) ? answer.cards : [];

function print(value: unknown): Printed {
  const one = (card: unknown): Json => {
    const record = recordOf(card);
    if (record?.type !== 'Card') throw new GasError('The function has to return cards that were built.');
    return printed(record);
  };
  const record = recordOf(value);
  if (record?.type === 'ActionResponse') return { kind: 'action', action: printed(record) };
  if (record?.type === 'UpdateDraftActionResponse') return { kind: 'draft', draft: printed(record) };
  if (record?.type === 'UniversalActionResponse') return { kind: 'cards', cards: cardsIn(printed(record)) };
  return { kind: 'cards', cards: Array.isArray(value) ? value.map(one) : [one(value)] };
}

try {
  const cache = new Map(Object.entries(input.userCache));
  const needed: Need[] = [...needsOfEvent(input)];
  const fromJson = (text: string): unknown => runInContext('(text) => JSON.parse(text)', context)(text);
  const context = createContext(globals(input, { fetch, log, cache, needed, fromJson }), {
    codeGeneration: { strings: false, wasm: false },
  });
  runInContext(YOUNGER, context);
  runInContext(input.code, context, { filename: 'Code.js' });
  const run: unknown = runInContext(
    `typeof ${input.functionName} === 'function' ? ${input.functionName} : null`,
    context,
  );
  if (typeof run !== 'function') throw new GasError(`Script function not found: ${input.functionName}`);
  const shown = print(run(fromJson(JSON.stringify(input.event))));
  requireKnownLinks(shown, input.openLinkUrlPrefixes);
  post({ kind: 'done', printed: shown, log, needs: needed, userCache: Object.fromEntries(cache) });
} catch (error) {
  // Errors of the script belong to its realm: instanceof does not know them.
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  post({ kind: 'failed', message, log });
}
