import { findProgram } from './find-program.mjs';

/** A screen that nobody looks at, and a hand on its keyboard: what the browser's own prompts need; null when one is missing. */
export function findScreen(env = process.env) {
  const [server, keyboard] = [findProgram(['Xvfb'], env), findProgram(['xdotool'], env)];
  return server && keyboard ? { server, keyboard } : null;
}
