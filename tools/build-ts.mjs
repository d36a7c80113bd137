// Builds one Node project: every src/**/*.ts (but specs) to dist with SWC, which keeps decorator metadata (esbuild and tsx do not).
import { transformFile } from '@swc/core';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = process.cwd();
const source = path.join(root, 'src');
const target = path.join(root, 'dist');
const configFile = new URL('../.swcrc', import.meta.url).pathname;

await rm(target, { recursive: true, force: true });
const files = (await readdir(source, { recursive: true })).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.d.ts'),
);
await Promise.all(
  files.map(async (file) => {
    const out = path.join(target, file.replace(/\.ts$/, '.js'));
    const { code, map } = await transformFile(path.join(source, file), {
      configFile,
      swcrc: false,
      sourceFileName: path.join(source, file),
    });
    await mkdir(path.dirname(out), { recursive: true });
    await writeFile(out, `${code}\n//# sourceMappingURL=${path.basename(out)}.map\n`);
    if (map) await writeFile(`${out}.map`, map);
  }),
);
console.log(`${path.basename(root)}: ${files.length} files`);
