// npm run bench: plain Node starts it, the workspace's TypeScript does the rest.
import './hooks.mjs';

await import('./bench.ts');
