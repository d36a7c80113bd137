const LOOK_EVERY_MS = 500;

/**
 * Calls `leave` when npm, which started us, is gone without having told us (kill -9): whoever ends `npm start` means all of
 * it. Started in another way, a supervisor may well outlive the shell it came from.
 */
export function leaveWithNpm(source: NodeJS.ProcessEnv, leave: () => void): void {
  if (source['npm_lifecycle_event'] !== 'start') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    leave();
  }, LOOK_EVERY_MS);
  timer.unref();
}
