import { welcome } from './welcome.js';

const facts = { mode: 'sandbox', dataDir: '.data', extensionFolder: 'apps/extension/.output/chrome-mv3' };

test('for another address than the built one, the extension is built before it is loaded', () => {
  const lines = welcome('http://127.0.0.1:4200', facts).split('\n');

  const build = lines.findIndex((line) =>
    line.endsWith(' UNDERSTUDY_API_URL=http://127.0.0.1:4200 npm run build -w @understudy/extension'),
  );
  expect(build).toBeGreaterThan(0);
  expect(lines[build + 1]).toContain('load apps/extension/.output/chrome-mv3');
});

test('at the usual address there is nothing to build', () => {
  expect(welcome('http://127.0.0.1:4100', facts)).not.toContain('UNDERSTUDY_API_URL');
});
