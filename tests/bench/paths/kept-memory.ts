import type { CDPSession } from 'playwright-core';

/** What a page keeps once the garbage is gone. */
export interface KeptMemory {
  /** Bytes of what scripts hold: objects, functions, texts, lists. What grows with every record is a leak. */
  readonly things: number;
  /** Bytes of what the browser has made of the scripts: the more often a function runs, the faster and bigger it is made, until it is the fastest. */
  readonly code: number;
  /** DOM nodes and listeners that are alive. */
  readonly nodes: number;
  readonly listeners: number;
}

/** Reads it from a picture of the heap; the browser's own things behind nodes and requests are the page's, and are not counted. */
export async function keptMemory(session: CDPSession): Promise<KeptMemory> {
  await session.send('HeapProfiler.enable');
  for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
  const { things, code } = sizesOf(await pictureOf(session));
  const { metrics } = await session.send('Performance.getMetrics');
  const count = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { things, code, nodes: count('Nodes'), listeners: count('JSEventListeners') };
}

/** The part of a heap snapshot that is read: nodes one after the other, each as long as there are fields. */
interface HeapPicture {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly unknown[] };
  };
  readonly nodes: readonly number[];
}

async function pictureOf(session: CDPSession): Promise<HeapPicture> {
  const chunks: string[] = [];
  const take = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  return JSON.parse(chunks.join('')) as HeapPicture;
}

function sizesOf({ snapshot: { meta }, nodes }: HeapPicture): { things: number; code: number } {
  const [types, width] = [meta.node_types[0] as readonly string[], meta.node_fields.length];
  const [type, size] = [meta.node_fields.indexOf('type'), meta.node_fields.indexOf('self_size')];
  let [things, code] = [0, 0];
  for (let at = 0; at < nodes.length; at += width) {
    const [kind, bytes] = [types[nodes[at + type] ?? 0], nodes[at + size] ?? 0];
    if (kind === 'code') code += bytes;
    else if (kind !== 'native') things += bytes;
  }
  return { things, code };
}
