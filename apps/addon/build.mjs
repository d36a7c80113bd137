// Builds the Apps Script project in dist/: Code.js and appsscript.json, ready for `clasp push` (clasp does not transpile).
//   ADDON_BACKEND_URL  public address of the API, https or a loopback address; default: the sandbox's API
//                      (the sandbox puts its own address in when it loads the bundle)
//   ADDON_OUT_DIR      where to put it; default: dist
import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.env.ADDON_OUT_DIR ?? path.join(here, 'dist'));
const backend = backendUrl(process.env.ADDON_BACKEND_URL ?? 'http://127.0.0.1:4100');
/** Apps Script reads the whole file at every trigger; more than this is felt on each message. */
const MAX_BYTES = 400_000;

/** Apps Script's V8 is older than Node's, and Google does not say how old. What the contracts use of later years, in words. */
const OLDER_V8 = `if (!String.prototype.isWellFormed) Object.defineProperty(String.prototype, 'isWellFormed', { value() { return !/[\\ud800-\\udfff]/u.test(this); } });`;

const shared = {
  entryPoints: [path.join(here, 'src/main.ts')],
  bundle: true,
  write: false,
  target: 'es2020',
  // As in tests: from the libraries' sources, so that the bundle never holds an old build of them.
  conditions: ['@understudy/source'],
  define: { BACKEND_URL: JSON.stringify(backend) },
  plugins: [englishZodOnly()],
};
const script = await build({
  ...shared,
  format: 'iife',
  globalName: 'understudy',
  charset: 'utf8',
  legalComments: 'none',
  banner: { js: OLDER_V8 },
  minifySyntax: true,
  minifyWhitespace: true,
});
// The same entry as a module, to learn its exports: Apps Script only sees functions declared at the top level, by name.
const listing = await build({ ...shared, format: 'esm', metafile: true });
const names = Object.values(listing.metafile.outputs)[0].exports.sort();
const code = `${script.outputFiles[0].text}\n${names.map((name) => `function ${name}(e) { return understudy.${name}(e); }`).join('\n')}\n`;

const manifest = (await readFile(path.join(here, 'appsscript.json'), 'utf8')).replaceAll('{backend}', backend);
for (const name of triggersOf(JSON.parse(manifest))) {
  if (!names.includes(name))
    throw new Error(`appsscript.json names the function "${name}", which src/main.ts does not export`);
}
const bytes = Buffer.byteLength(code);
if (bytes > MAX_BYTES) throw new Error(`the add-on has ${bytes} bytes, more than the ${MAX_BYTES} it may have`);

await mkdir(out, { recursive: true });
await writeFile(path.join(out, 'Code.js'), code);
await writeFile(path.join(out, 'appsscript.json'), manifest);
console.log(`addon: ${names.join(', ')}; ${Math.round(bytes / 1024)} kB for ${backend}`);

/** Every function the manifest makes Google call, however deep it stands. */
function triggersOf(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['runFunction', 'onTriggerFunction'].includes(key) ? [inner] : triggersOf(inner),
  );
}

function backendUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  const loopback = url && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) || url.search || url.hash) {
    throw new Error(`ADDON_BACKEND_URL is "${text}"; it has to be an https address such as https://understudy.example`);
  }
  return url.href.replace(/\/+$/, '');
}

/** zod carries its messages in 50 languages; the add-on shows none of them. */
function englishZodOnly() {
  return {
    name: 'english-zod-only',
    setup(plugin) {
      plugin.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
        contents: "export { default as en } from './en.js';",
      }));
    },
  };
}
