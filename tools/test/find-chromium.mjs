import { findProgram, isProgram } from './find-program.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Where macOS keeps applications; they are not in PATH there. */
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser to test with: CHROMIUM_PATH, else the first one in PATH; null when there is none. A CHROMIUM_PATH that
 * names nothing to run throws, because whoever set it wants that one.
 */
export function findChromium(env = process.env) {
  const wanted = env.CHROMIUM_PATH;
  if (wanted) {
    if (!isProgram(wanted)) throw new Error(`CHROMIUM_PATH: there is no program at ${wanted}`);
    return wanted;
  }
  return findProgram(NAMES, env) ?? APPLICATIONS.find(isProgram) ?? null;
}
