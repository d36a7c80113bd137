// What the script itself may be: size, and syntax Apps Script is known to read.
import { transform } from 'esbuild';

/** Apps Script reads the whole file at every trigger; more than this is felt on each message. */
export const MAX_BYTES = 400_000;
/** Apps Script's V8 is older than Node's, and Google does not say how old. */
export const TARGET = 'es2020';

/** What is wrong with the bundled code, one sentence each. */
export async function problemsOfScript(code, maxBytes = MAX_BYTES) {
  const bytes = Buffer.byteLength(code);
  return [
    ...(bytes > maxBytes ? [`the add-on has ${bytes} bytes, more than the ${maxBytes} it may have`] : []),
    ...((await isWithin(code, TARGET)) ? [] : [`the add-on has syntax newer than ${TARGET}`]),
    ...(/^\s*(?:import|export)[\s{*]/m.test(code) ? ['the add-on has modules, which Apps Script does not know'] : []),
  ];
}

/** Code that needs no lowering is printed the same for its target as for the newest engines. */
async function isWithin(code, target) {
  const printed = async (engine) => (await transform(code, { target: engine, legalComments: 'none' })).code;
  return (await printed(target)) === (await printed('esnext'));
}
