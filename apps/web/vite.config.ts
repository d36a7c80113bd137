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

/**
 * The dashboard, served by the API under a content security policy without `unsafe-inline`: every script and style is a
 * file of ours, so nothing is inlined, and the module preload helper (an inline script in old browsers) is left out.
 */
export default defineConfig({
  plugins: [react(), tailwindcss(), packed()],
  resolve: { conditions: ['@understudy/source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4100', '/sandbox': 'http://127.0.0.1:4100' } },
});
