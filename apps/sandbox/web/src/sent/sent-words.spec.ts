import { wordsFor } from './sent-words.js';

const item = (kind: 'google' | 'email' | 'slack', what: Record<string, unknown>) => ({ seq: 1, at: '', kind, what });

test('an e-mail reads as subject, people and text', () => {
  const what = { to: ['ben@harbor.example', 'eva@harbor.example'], subject: 'Will you stand in?', text: 'Dear Ben' };
  expect(wordsFor(item('email', what))).toEqual({
    title: 'Will you stand in?',
    to: 'ben@harbor.example, eva@harbor.example',
    text: 'Dear Ben',
  });
});

test('a Slack post reads as its first line, its channel and the rest', () => {
  expect(wordsFor(item('slack', { channel: '#emea', text: 'Ana is away\nBen covers' }))).toMatchObject({
    title: 'Ana is away',
    to: '#emea',
    text: 'Ben covers',
  });
});

test('a change at Google reads as what was done to whose calendar, an unknown one by its name', () => {
  const what = { method: 'calendar.events.insert', as: 'ana@harbor.example', body: { summary: 'Handback' } };
  expect(wordsFor(item('google', what))).toEqual({
    title: 'Put an event into the calendar',
    to: 'ana@harbor.example',
    text: 'Handback',
  });
  expect(wordsFor(item('google', { method: 'drive.comments.create' })).title).toBe('drive.comments.create');
  const shared = {
    method: 'drive.permissions.create',
    as: 'ana@harbor.example',
    name: 'Brief: Acme',
    body: { type: 'user' },
  };
  expect(wordsFor(item('google', shared))).toEqual({
    title: 'Shared a document',
    to: 'ana@harbor.example',
    text: 'Brief: Acme',
  });
});
