import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 25;

/** Asks until `isSo` says yes. Throws `what` after the time; stops early, with the reason, when `giveUp` throws. */
export async function waitFor(
  what: string,
  isSo: () => Promise<boolean>,
  { timeoutMs, giveUp }: { timeoutMs: number; giveUp?: () => void },
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isSo())) {
    giveUp?.();
    if (performance.now() > deadline) throw new Error(`${what} did not happen within ${timeoutMs / 1_000} s`);
    await sleep(EVERY_MS);
  }
}

/** True when somebody answers there, whatever it is. */
export const answers = async (url: string): Promise<boolean> => (await statusOf(url)) !== null;

/** True when the address answers with a 2xx. */
export async function answersWell(url: string): Promise<boolean> {
  const status = await statusOf(url);
  return status !== null && status >= 200 && status < 300;
}

/** null: nobody answers (yet). */
async function statusOf(url: string): Promise<number | null> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}
