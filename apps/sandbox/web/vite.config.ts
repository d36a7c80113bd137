import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/**
 * The sandbox's pages, served by the sandbox process under the same content security policy as the dashboard: every script
 * and style is a file of ours, nothing is inlined. Assets are under /sandbox/app/, pages anywhere else under /sandbox.
 */
export default defineConfig({
  base: '/sandbox/app/',
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['@understudy/source', ...defaultClientConditions] },
  build: {
    // one of the folders that Nx keeps and brings back from its cache (nx.json, outputs)
    outDir: '../.output/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 900,
  },
});
