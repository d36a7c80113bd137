import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/**
 * The dashboard, served by the API under a content security policy without `unsafe-inline`: every script and style is a
 * file of ours, so nothing is inlined, and the module preload helper (an inline script in old browsers) is left out.
 */
export default defineConfig({
  plugins: [react(), tailwindcss()],
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
