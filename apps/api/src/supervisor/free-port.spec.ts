import net from 'node:net';
import { once } from 'node:events';
import { findPort, holdPort, tryPort } from './free-port.js';

const HOST = '127.0.0.1';

test('a port that is held is given to nobody until it is released', async () => {
  const held = await holdPort(HOST);
  expect(await tryPort(held.port)).toBeNull();
  expect(await findPort(held.port)).not.toBe(held.port);

  await held.release();
  await held.release();
  expect(await findPort(held.port)).toBe(held.port);
});

test('who knocks at a held port is turned away, and keeps nothing open', async () => {
  const held = await holdPort(HOST);
  const socket = net.connect(held.port, HOST);
  socket.on('error', () => undefined);
  await once(socket, 'close');
  await held.release();
  expect(await tryPort(held.port)).toBe(held.port);
});

test('a wanted port is taken when nobody listens there', async () => {
  const port = await findPort();
  expect(await findPort(port)).toBe(port);
});
