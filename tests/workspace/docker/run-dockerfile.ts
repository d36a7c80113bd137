import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Instruction, Stage } from './dockerfile.js';

export interface BuiltStage {
  /** Stands for `/` of the image. */
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly string[];
}

export interface RunOptions {
  /** What `docker build .` would send: the folder with the .dockerignore. */
  readonly context: string;
  /** An empty folder; each stage gets a subfolder. */
  readonly folder: string;
  /** False leaves RUN out: COPY and the rest still happen. */
  readonly run: boolean;
}

/**
 * Does what an engine would do, without one: each stage is a folder, RUN is a shell in it, base images are this machine.
 * Not imitated: users (chown does nothing), layers, the base image's own files. Throws with the output of a failing step.
 */
export function runDockerfile(stages: readonly Stage[], options: RunOptions): Map<string, BuiltStage> {
  const built = new Map<string, BuiltStage>();
  for (const stage of stages) {
    const base = built.get(stage.from);
    const root = path.join(options.folder, stage.name.replace(/\W+/g, '-'));
    mkdirSync(root, { recursive: true });
    if (base) copyTree(path.join(base.root, '.'), root);
    let state: BuiltStage = base ? { ...base, root } : { root, workdir: '/', env: {}, user: 'root', command: [] };
    for (const instruction of stage.instructions) state = step(state, instruction, built, options);
    built.set(stage.name, state);
  }
  return built;
}

function step(
  state: BuiltStage,
  { name, flags, rest }: Instruction,
  built: Map<string, BuiltStage>,
  options: RunOptions,
): BuiltStage {
  switch (name) {
    case 'WORKDIR':
      mkdirSync(path.join(state.root, rest), { recursive: true });
      return { ...state, workdir: rest };
    case 'ENV':
      return {
        ...state,
        env: { ...state.env, ...Object.fromEntries(rest.split(/\s+/).map((pair) => pair.split('='))) },
      };
    case 'USER':
      return { ...state, user: rest };
    case 'CMD':
      return { ...state, command: JSON.parse(rest) };
    case 'COPY':
      copy(state, flags['from'], rest.split(/\s+/), built, options);
      return state;
    case 'RUN':
      if (options.run) runShell(state, rest);
      return state;
    default:
      return state; // VOLUME, EXPOSE: for those who run it
  }
}

function copy(
  state: BuiltStage,
  from: string | undefined,
  words: string[],
  built: Map<string, BuiltStage>,
  options: RunOptions,
): void {
  const target = words.at(-1) ?? '';
  const sources = words.slice(0, -1);
  const stage = from === undefined ? undefined : built.get(from);
  if (from !== undefined && !stage) throw new Error(`COPY --from=${from}: there is no such stage before`);
  const ignored = stage ? () => false : readIgnore(options.context);
  const to = path.resolve(
    path.join(state.root, state.workdir),
    target.startsWith('/') ? path.join(state.root, target) : target,
  );

  for (const source of sources) {
    const file = path.join(stage?.root ?? options.context, source);
    if (stage && !options.run) continue; // made by a RUN that was left out
    if (!existsSync(file) || ignored(source))
      throw new Error(`COPY ${source}: there is no such file in ${from ?? 'the context'}`);
    const into = target.endsWith('/') || sources.length > 1 ? path.join(to, path.basename(source)) : to;
    mkdirSync(path.dirname(into), { recursive: true });
    if (stage) copyTree(file, into);
    else cpSync(file, into, { recursive: true, filter: (entry) => !ignored(path.relative(options.context, entry)) });
  }
}

/** Hard links: node_modules is large, and nobody writes into a finished stage. */
function copyTree(from: string, to: string): void {
  const args = statSync(from).isDirectory() && existsSync(to) ? ['-alT', from, to] : ['-al', from, to];
  const { status, stderr } = spawnSync('cp', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cp ${args.join(' ')}: ${stderr}`);
}

function runShell({ root, workdir, env }: BuiltStage, command: string): void {
  // absolute paths belong below the stage's folder; owners are the image's business
  const inside = command.replace(/(^|\s)\/(?=\w)/g, `$1${root}/`);
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', `chown() { :; }; ${inside}`], {
    cwd: path.join(root, workdir),
    encoding: 'utf8',
    maxBuffer: 50_000_000,
    env: {
      ...networkSettings(),
      ...env,
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
      npm_config_prefer_offline: 'true',
    },
  });
  if (status !== 0)
    throw new Error(`RUN ${command} ended with ${status}:\n${stdout.slice(-3_000)}\n${stderr.slice(-3_000)}`);
}

/** How this machine reaches npm's registry; nothing else of it may help a step along. */
function networkSettings(): Record<string, string> {
  const wanted = /^(npm_config_.*|NODE_EXTRA_CA_CERTS|SSL_CERT_.*|(HTTPS?|NO)_PROXY|HOME)$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (wanted.test(name) && value ? [[name, value]] : [])),
  );
}

/** Knows the two forms our .dockerignore has: a name at any depth, and a path from the top. */
function readIgnore(context: string): (file: string) => boolean {
  const lines = readFileSync(path.join(context, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  const anywhere = lines.filter((line) => line.startsWith('**/')).map((line) => line.slice(3));
  const matches = (name: string, pattern: string) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
  return (file) => {
    const parts = file.split(path.sep);
    return parts.some((part) => anywhere.some((pattern) => matches(part, pattern))) || lines.includes(parts[0] ?? '');
  };
}
