// Builds the sandbox: contracts generated from the vendors' typings, then the Node source, then the pages.
//
// A generator is one file in contracts/ with three exports: `name` (the file it makes in .output/contracts), `fingerprint()`
// (changes when package or generator does; an unchanged one keeps the file) and `generate()` (the object to store).
// Source and build read it by the same relative address, `../.output/contracts/<name>` from src or dist.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';

const here = (relative) => new URL(relative, import.meta.url);
process.chdir(here('./').pathname);

const generated = here('.output/contracts/');
await mkdir(generated, { recursive: true });
for (const file of (await readdir(here('contracts/'))).filter((entry) => entry.endsWith('.mjs')).sort()) {
  const generator = await import(here(`contracts/${file}`));
  const target = new URL(generator.name, generated);
  const fingerprint = await generator.fingerprint();
  const kept = existsSync(target) && JSON.parse(await readFile(target, 'utf8')).fingerprint === fingerprint;
  if (!kept) await writeFile(target, JSON.stringify({ fingerprint, ...(await generator.generate()) }));
  console.log(`sandbox: ${generator.name} ${kept ? 'is up to date' : 'generated'}`);
}

await import('../../tools/build-ts.mjs');

if (existsSync(here('web/index.html'))) {
  const { build } = await import('vite');
  const config = here('web/vite.config.ts');
  await build({ root: here('web/').pathname, ...(existsSync(config) && { configFile: config.pathname }) });
}
