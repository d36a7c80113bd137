// npm run extension:zip: the packages for the Chrome Web Store and addons.mozilla.org (docs/extension/listing.md). Plain Node.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'apps', 'extension');
const address = URL.parse(process.env.UNDERSTUDY_API_URL ?? '');

if (address?.protocol !== 'https:') {
  console.error(
    'UNDERSTUDY_API_URL must be the https address of your server: it is built in, and a store takes no other.',
  );
  process.exit(1);
}

for (const browser of ['chrome', 'firefox']) {
  console.log(`Packing for ${browser} ...`);
  run('node_modules/wxt/bin/wxt.mjs', ['zip', '--browser', browser], folder);
}
console.log("Mozilla's linter looks at it ...");
run('node_modules/addons-linter/bin/addons-linter', [
  path.join(folder, '.output', 'firefox-mv3'),
  '--warnings-as-errors',
]);

const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const made = readdirSync(path.join(folder, '.output')).filter(
  (name) => name.includes(version) && name.endsWith('.zip'),
);
console.log(`\nFor ${address.origin}:`);
for (const name of made) {
  const file = path.join(folder, '.output', name);
  console.log(`  ${path.relative(root, file)}  ${Math.round(statSync(file).size / 1024)} KiB`);
}

/** Prints what the program said only when it fails, and ends with its code then. */
function run(program, args, cwd = root) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, program), ...args], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      UNDERSTUDY_EXTENSION_FOR: 'store',
      // the project's own Node first, for what the program starts itself
      PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
    },
  });
  if (status === 0) return;
  console.error(`${stdout}${stderr}`);
  process.exit(status ?? 1);
}
