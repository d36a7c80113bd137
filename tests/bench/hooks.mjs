// The bench's own TypeScript runs as it is, but the workspace's libraries are taken as they were built: what is recorded from
// the API must be what the API process, which runs the build, says.
import { readFileSync, realpathSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import '../../tools/typescript-hooks.mjs';

const PACKAGES = path.resolve(import.meta.dirname, '../../node_modules');

registerHooks({
  resolve(specifier, context, next) {
    const [, name, part] = /^(@understudy\/[^/]+)(\/.+)?$/.exec(specifier) ?? [];
    if (name === undefined) return next(specifier, context);
    const folder = realpathSync(path.join(PACKAGES, name));
    const { exports } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return { url: pathToFileURL(path.join(folder, exports[`.${part ?? ''}`].default)).href, shortCircuit: true };
  },
});
