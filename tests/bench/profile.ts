import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const TOP = 25;

/** Starts a CPU profile of the running API process (profiler.mjs is preloaded there), or ends it: then it is written to `file`. */
const toggle = (api: ChildProcess, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the API ended while it was profiled'));
    api.once('exit', ended);
    api.once('message', () => {
      api.off('exit', ended);
      resolve();
    });
    api.send(file);
  });

/** A CPU profile of the API while `work` runs, kept as `<folder>/<name>.cpuprofile`; answers a summary of it in lines. */
export async function profileWhile(
  api: ChildProcess,
  folder: string,
  name: string,
  work: () => Promise<unknown>,
): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const file = path.resolve(folder, `${name}.cpuprofile`);
  await toggle(api, file);
  await work();
  await toggle(api, file);
  const profile: CpuProfile = JSON.parse(readFileSync(file, 'utf8'));
  return [
    '  by package:',
    ...shares(profile, (node) => packageOf(node.callFrame.url)),
    '  by function:',
    ...shares(
      profile,
      ({ callFrame: { functionName, url } }) =>
        `${functionName || '(anonymous)'} ${packageOf(url)} ${path.basename(url)}`,
    ),
  ];
}

function shares(
  { nodes, samples, timeDeltas }: CpuProfile,
  nameOf: (node: CpuProfile['nodes'][number]) => string,
): string[] {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const spent = new Map<string, number>();
  let all = 0;
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    const time = timeDeltas[index] ?? 0;
    all += time;
    spent.set(name, (spent.get(name) ?? 0) + time);
  }
  return [...spent]
    .sort(([, one], [, other]) => other - one)
    .slice(0, TOP)
    .map(([name, time]) => `    ${((time / all) * 100).toFixed(1).padStart(5)} %  ${name}`);
}

/** A package's name, a folder of ours, or Node itself. */
function packageOf(url: string): string {
  const module = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (module !== undefined) return module;
  if (url === '' || url.startsWith('node:')) return url === '' ? 'engine' : 'node';
  return (
    /(?:apps|libs)\/([^/]+)\/(?:dist|src)\/((?:platform|modules)\/[^/]+)?/
      .exec(url)
      ?.slice(1)
      .filter(Boolean)
      .join('/') ?? 'other'
  );
}
