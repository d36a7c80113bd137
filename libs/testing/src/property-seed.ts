/**
 * Set-up of every jest project: laws try the same cases at every run, so that a red test means a change and not the throw of a die. The
 * long run (UNDERSTUDY_SOAK=1) tries new ones each time and prints the seed of a counterexample; UNDERSTUDY_SEED repeats it.
 */
import fc from 'fast-check';

const { UNDERSTUDY_SEED: given, UNDERSTUDY_SOAK: soak } = process.env;
const USUAL_SEED = 20_261_121;

if (given !== undefined) fc.configureGlobal({ seed: Number(given) });
else if (soak !== '1') fc.configureGlobal({ seed: USUAL_SEED });
