// Builds the Apps Script project in dist/: Code.js and appsscript.json, ready for `clasp push` (clasp does not transpile).
//   ADDON_BACKEND_URL      public address of the API, https or a loopback address; default: the sandbox's API
//                          (the sandbox puts its own address in when it loads the bundle)
//   ADDON_READS_CALENDAR   "no" where the server reads everybody's calendar: the add-on then asks for no permission to; default: yes
//   ADDON_LINK_URLS        addresses "Open in CRM" may lead to, comma separated, e.g. https://acme.my.salesforce.com/
//   ADDON_OUT_DIR          where to put it; default: dist
import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendUrl, linkPrefixes, manifestFor, problemsOf } from './build/manifest.mjs';
import { problemsOfScript, TARGET } from './build/script.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.env.ADDON_OUT_DIR ?? path.join(here, 'dist'));
const answers = {
  backend: backendUrl(process.env.ADDON_BACKEND_URL ?? 'http://127.0.0.1:4100'),
  links: linkPrefixes(process.env.ADDON_LINK_URLS ?? ''),
  readsCalendar: yesOrNo(process.env.ADDON_READS_CALENDAR ?? 'yes'),
};

/** What the contracts use of later years, in words Apps Script knows. */
const OLDER_V8 = `if (!String.prototype.isWellFormed) Object.defineProperty(String.prototype, 'isWellFormed', { value() { return !/[\\ud800-\\udfff]/u.test(this); } });`;

const shared = {
  entryPoints: [path.join(here, 'src/main.ts')],
  bundle: true,
  write: false,
  target: TARGET,
  // As in tests: from the libraries' sources, so that the bundle never holds an old build of them.
  conditions: ['@understudy/source'],
  define: { BACKEND_URL: JSON.stringify(answers.backend), READS_CALENDAR: String(answers.readsCalendar) },
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

const manifest = manifestFor(await readFile(path.join(here, 'appsscript.json'), 'utf8'), answers);
const problems = [...problemsOf(manifest, names), ...(await problemsOfScript(code))];
if (problems.length > 0) throw new Error(`the add-on was not built: ${problems.join('; ')}`);

await mkdir(out, { recursive: true });
await writeFile(path.join(out, 'Code.js'), code);
await writeFile(path.join(out, 'appsscript.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`addon: ${names.join(', ')}; ${Math.round(Buffer.byteLength(code) / 1024)} kB for ${answers.backend}`);

function yesOrNo(text) {
  if (text !== 'yes' && text !== 'no') throw new Error(`ADDON_READS_CALENDAR is "${text}"; it is yes or no`);
  return text === 'yes';
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
