import { EventReader } from './event-stream.js';

test('an event is told once it is complete, however it was cut', () => {
  const reader = new EventReader();
  expect(reader.read('event: coverage.acc')).toEqual([]);
  expect(reader.read('epted\ndata: {"type":"cover')).toEqual([]);
  expect(reader.read('age.accepted"}\n\nevent: x\ndata: 1\n\nda')).toEqual(['{"type":"coverage.accepted"}', '1']);
  expect(reader.read('ta: 2\n\n')).toEqual(['2']);
});

test('heartbeats are no events', () => {
  expect(new EventReader().read(': still here\n\nretry: 2000\n\n')).toEqual([]);
});

test('data over several lines is one text, and CRLF is a line end too', () => {
  expect(new EventReader().read('data: a\r\ndata: b\r\n\r\n')).toEqual(['a\nb']);
});
