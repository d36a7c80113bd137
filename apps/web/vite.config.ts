import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

const TEXTS = /\.(?:js|css|html|svg)$/;

/** Lays a gzip and a brotli beside every text of the build: the API sends the one that the browser takes, and packs nothing itself. */
const packed = (): Plugin => ({
  name: 'packed',
  apply: 'build',
  writeBundle({ dir = 'dist' }) {
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => TEXTS.test(file))) {
      const file = path.join(dir, name);
      const bytes = readFileSync(file);
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      writeFileSync(`${file}.br`, brotliCompressSync(bytes));
    }
  },
});

const JSON_SCHEMA_WRITER = /^\s*inst\._zod\.processJSONSchema = .*;$/gm;
const JSON_SCHEMA_METHODS = /^import \{ (\w+), (\w+) \} from "\.\.\/core\/to-json-schema\.js";$/m;

/**
 * zod hangs on every schema how it is written as JSON Schema. The API writes those (its openapi.ts), the dashboard none, and
 * no tool can see that: six kilobytes of its first load. Asked for all the same, they throw; a zod that looks different fails the build.
 */
const withoutJsonSchema = (): Plugin => ({
  name: 'zod-without-json-schema',
  apply: 'build',
  transform: {
    filter: { id: /\/zod\/v4\/classic\/schemas\.js$/ },
    handler(code) {
      if (code.search(JSON_SCHEMA_WRITER) < 0 || !JSON_SCHEMA_METHODS.test(code)) {
        throw new Error('zod writes its JSON Schema differently now: look again at withoutJsonSchema');
      }
      const gone = 'const gone = () => () => { throw new Error("this build writes no JSON Schema"); };';
      return code
        .replaceAll(JSON_SCHEMA_WRITER, '')
        .replace(JSON_SCHEMA_METHODS, `${gone} const $1 = gone; const $2 = gone;`);
    },
  },
});

/**
 * The dashboard, served by the API under a content security policy without `unsafe-inline`: every script and style is a
 * file of ours, so nothing is inlined, and the module preload helper (an inline script in old browsers) is left out.
 */
export default defineConfig({
  plugins: [react(), tailwindcss(), withoutJsonSchema(), packed()],
  resolve: { conditions: ['@understudy/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /[\\/]node_modules[\\/]/, priority: 3 },
            { name: 'app', tags: ['$initial'], priority: 2 },
            { name: 'parts', minShareCount: 25, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4100', '/sandbox': 'http://127.0.0.1:4100' } },
});
