/** `node health.js api|worker|auditor`: exit code 0 when that program does its work, else 1 and why. For container engines. */
import './require-runtime.js';
import { loadEnvOrExit } from './config/index.js';
import { HEALTH_CHECKS } from './supervisor/health-checks.js';

const isProgram = (name: string | undefined): name is keyof typeof HEALTH_CHECKS =>
  name !== undefined && Object.hasOwn(HEALTH_CHECKS, name);

const program = process.argv[2];
if (!isProgram(program)) {
  process.stderr.write(`usage: node health.js ${Object.keys(HEALTH_CHECKS).join('|')}\n`);
  process.exit(2);
}
const problem = await HEALTH_CHECKS[program](loadEnvOrExit(program)).catch((error: Error) => error.message);
if (problem !== null) {
  process.stderr.write(`${program}: ${problem}\n`);
  process.exit(1);
}
