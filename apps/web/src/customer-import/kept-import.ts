import type { Delimiter } from '../csv/csv.js';
import type { Mapping } from './fields.js';

/** What is known of an import that was begun: enough to go on after leaving the page, or after a reload. */
export interface KeptImport {
  readonly file: string;
  readonly text: string;
  readonly encoding: string;
  readonly delimiter: Delimiter;
  readonly mapping: Mapping;
  readonly crmSystem: string;
}

const [DATABASE, STORE] = ['understudy-imports', 'imports'] as const;

/** Ten thousand rows do not fit into sessionStorage; the browser's own database takes them. Never leaves this device. */
async function withStore<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    // a private window may forbid it: then the import lives as long as the page
    opening.onerror = () => resolve(undefined);
    opening.onsuccess = () => {
      const database = opening.result;
      const request = ask(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => {
        resolve(request.result);
        database.close();
      };
      request.onerror = () => {
        resolve(undefined);
        database.close();
      };
    };
  });
}

export const keepImport = (userId: string, kept: KeptImport) =>
  withStore('readwrite', (store) => store.put(kept, userId));
export const forgetImport = (userId: string) => withStore('readwrite', (store) => store.delete(userId));

/** What was begun by this person on this device; null when nothing was, or it cannot be read. */
export async function readImport(userId: string): Promise<KeptImport | null> {
  const found: unknown = await withStore('readonly', (store) => store.get(userId));
  return isKept(found) ? found : null;
}

const isKept = (value: unknown): value is KeptImport =>
  typeof value === 'object' &&
  value !== null &&
  'file' in value &&
  'text' in value &&
  'mapping' in value &&
  Array.isArray(value.mapping) &&
  typeof value.text === 'string';
