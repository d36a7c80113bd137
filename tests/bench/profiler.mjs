// Preloaded into the API by the bench. Does nothing until it is told to: the first message starts a CPU profile, the second
// writes it to the file that it names and answers. Not by a signal: Nest stops the server at nearly all of them.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

let session = null;

process.on('message', async (file) => {
  if (session === null) {
    session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
  } else {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    session = null;
    writeFileSync(file, JSON.stringify(profile));
  }
  process.send(file);
});
process.channel?.unref(); // only for us: the server ends as it does without
