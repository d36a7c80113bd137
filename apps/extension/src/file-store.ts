/**
 * Bytes of attached files until the server has them: in the extension's own IndexedDB, which pages cannot reach and which panel and
 * worker share. storage.local holds 10 MB and only text; one file may have 25.
 */
const [DATABASE, STORE] = ['files', 'files'] as const;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => void asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('IndexedDB does not open'));
  });
}

/** Resolves when it is on disk, not before. */
async function within<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('the files were not written'));
    });
  } finally {
    database.close();
  }
}

export async function putFile(id: string, file: Blob): Promise<void> {
  await within('readwrite', (store) => store.put(file, id));
}

/** Null when it is not there (any more). */
export async function getFile(id: string): Promise<Blob | null> {
  const found: unknown = await within('readonly', (store) => store.get(id) as IDBRequest<unknown>);
  return found instanceof Blob ? found : null;
}

export async function removeFiles(ids: readonly string[]): Promise<void> {
  for (const id of ids) await within('readwrite', (store) => store.delete(id));
}
