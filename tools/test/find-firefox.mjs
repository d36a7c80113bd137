import { findProgram, isProgram } from './find-program.mjs';

const NAMES = ['firefox-esr', 'firefox'];
const APPLICATIONS = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/** The Firefox to test with: FIREFOX_PATH, else the first one in PATH; null when there is none. Throws as findChromium does. */
export function findFirefox(env = process.env) {
  const wanted = env.FIREFOX_PATH;
  if (wanted) {
    if (!isProgram(wanted)) throw new Error(`FIREFOX_PATH: there is no program at ${wanted}`);
    return wanted;
  }
  return findProgram(NAMES, env) ?? APPLICATIONS.find(isProgram) ?? null;
}
