/**
 * Loaded into every process the supervisor starts (`node --import`). When the supervisor is gone, even by kill -9, the
 * channel to it closes: then this process ends like after a SIGTERM, or hard if that takes too long.
 */
const GRACE_MS = 5_000;

process.on('disconnect', () => {
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref(); // listening must not keep a process alive that has finished
