import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { draw } from '../bar/answer/draw.js';

/** The second half of the content script, brought by the worker at the first click (bar/door.ts). */
export default defineUnlistedScript(() => {
  globalThis.understudyAnswer = { draw };
});
