// npm run lint: oxlint with the architecture's rules (tools/lint). Arguments go to oxlint; without paths, everything.
import path from 'node:path';
import { lint } from './lint/run.mjs';

const root = path.resolve(import.meta.dirname, '..');
const { problems, output } = lint(root, process.argv.slice(2));
process.stdout.write(output);
process.exitCode = problems ? 1 : 0;
