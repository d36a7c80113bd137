import type { Kept, KeptFile } from '../kept.js';
import type { EscalationDone } from './answers.js';
import { ApiFailure } from './api.js';
import { Outbox, type OutboxPorts } from './outbox.js';

const HOUR = 3_600_000;
const offline = () => new ApiFailure({ why: 'offline' }, true);
const refused = (message: string) =>
  new ApiFailure({ why: 'refused', code: 'x', message, requestId: 'r1', fields: [] }, false);

const done = (id: string): EscalationDone => ({
  id,
  link: `https://us.example/escalations/${id}`,
  owner: null,
  firstAnswerBy: '',
  firstAnswerIn: '',
  solvedBy: '',
  solvedIn: '',
  informed: [],
  room: null,
});

const kept = (key: string, more: Partial<Kept> = {}): Kept => ({
  key,
  userId: 'mia',
  escalation: { customer_id: 'c1', category: 'Billing', severity: 'P2', title: key, description: 'x' },
  customerName: 'Corvane Bank',
  subject: { record: null, customer: null, page: { url: '', title: '', name: '' } },
  files: [],
  writtenAt: 0,
  triedAt: null,
  done: null,
  failure: null,
  ...more,
});
const file = (id: string): KeptFile => ({ id, name: `${id}.png`, bytes: 10, state: 'waiting', why: '' });

/** A server that keeps its keys, and a disk that outlives the worker. */
function aComputer() {
  let disk: readonly Kept[] = [];
  let clock = 0;
  const made = new Map<string, EscalationDone>();
  const asked: string[] = [];
  const uploaded: string[] = [];
  const forgotten: string[] = [];
  const world = {
    person: 'mia' as string | null,
    /** Answers what the network does to the next sending. */
    network: null as ((kept: Kept) => Error | 'lost-answer' | null) | null,
    files: null as ((file: KeptFile) => Error | null) | null,
  };
  const ports: OutboxPorts = {
    async send(each) {
      asked.push(each.key);
      const trouble = world.network?.(each);
      if (trouble instanceof Error) throw trouble;
      const answer = made.get(each.key) ?? done(`e-${each.key}`);
      made.set(each.key, answer);
      if (trouble === 'lost-answer') throw offline();
      return answer;
    },
    async upload(_, escalationId, each) {
      const trouble = world.files?.(each);
      if (trouble) throw trouble;
      uploaded.push(`${escalationId}/${each.id}`);
    },
    forgetFiles: async (ids) => void forgotten.push(...ids),
    person: async () => world.person,
    now: () => clock,
    changed: async () => undefined,
  };
  const store = { read: async () => disk, write: async (all: readonly Kept[]) => void (disk = all) };
  return {
    world,
    made,
    asked,
    uploaded,
    forgotten,
    disk: () => disk,
    later: (ms: number) => (clock += ms),
    /** A worker of its own, as after the browser ended the last. */
    worker: () => new Outbox(store, ports),
  };
}

test('what is sent is gone from the computer, and what became of it is known', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  await outbox.add(kept('a'));
  await outbox.flush();
  expect(computer.disk()).toEqual([]);
  expect(await outbox.outcome('a')).toEqual({ state: 'sent', done: done('e-a'), refusedFiles: [] });
  expect(await outbox.outcome('never')).toBeNull();
});

test('without a connection all wait; back online they go in the order they were written, each once', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  computer.world.network = offline;
  await outbox.add(kept('a'));
  await outbox.add(kept('b'));
  await outbox.flush();
  expect(computer.asked).toEqual(['a']);
  expect(await outbox.outcome('b')).toEqual({ state: 'waiting' });

  computer.world.network = null;
  await Promise.all([outbox.flush(), outbox.flush(), outbox.flush()]);
  expect(computer.asked).toEqual(['a', 'a', 'b']);
  expect(computer.made.size).toBe(2);
});

test('an answer that was lost, and a worker that was ended in between, do not make it twice', async () => {
  const computer = aComputer();
  const first = computer.worker();
  computer.world.network = () => 'lost-answer';
  await first.add(kept('a'));
  await first.flush();
  expect(computer.disk()).toHaveLength(1);

  computer.world.network = null;
  const second = computer.worker();
  await second.flush();
  expect([...computer.made.keys()]).toEqual(['a']);
  expect(computer.disk()).toEqual([]);
});

test('a second click is the same one', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  computer.world.network = offline;
  await Promise.all([outbox.add(kept('a')), outbox.add(kept('a', { customerName: 'other' }))]);
  expect(computer.disk().map(({ customerName }) => customerName)).toEqual(['Corvane Bank']);
});

test('one that is refused says why and waits for a person; those behind it go', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  computer.world.network = ({ key }) => (key === 'a' ? refused('The title is too long.') : null);
  await outbox.add(kept('a'));
  await outbox.add(kept('b'));
  await outbox.flush();
  await outbox.flush();
  expect(computer.asked).toEqual(['a', 'b']);
  expect(await outbox.outcome('a')).toMatchObject({ state: 'refused', failure: { message: 'The title is too long.' } });

  computer.world.network = null;
  await outbox.retry('a');
  await outbox.flush();
  expect(await outbox.outcome('a')).toMatchObject({ state: 'sent' });
});

test('one tried longer ago than the server remembers keys is not sent again by itself', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  computer.world.network = () => 'lost-answer';
  await outbox.add(kept('a'));
  await outbox.flush();
  computer.later(23 * HOUR);
  await outbox.flush();
  expect(computer.asked).toEqual(['a', 'a']);
  computer.later(1);
  await outbox.flush();
  expect(computer.asked).toEqual(['a', 'a']);
  expect(await outbox.outcome('a')).toMatchObject({ state: 'refused', failure: { code: 'outbox.uncertain' } });
});

test('one that never left may be as old as it likes', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  computer.world.person = null;
  await outbox.add(kept('a'));
  await outbox.flush();
  computer.later(100 * HOUR);
  computer.world.person = 'mia';
  await outbox.flush();
  expect([...computer.made.keys()]).toEqual(['a']);
});

test('signed out nothing goes; somebody else who signs in neither sends nor sees it', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  await outbox.add(kept('a'));
  for (const person of [null, 'ben']) {
    computer.world.person = person;
    await outbox.flush();
  }
  expect([computer.asked, await outbox.list('ben')]).toEqual([[], []]);
  computer.world.person = 'mia';
  await outbox.flush();
  expect(computer.asked).toEqual(['a']);
});

test('files go after the escalation; a lost connection between them makes neither twice', async () => {
  const computer = aComputer();
  const first = computer.worker();
  let lost = true;
  computer.world.files = ({ id }) => (id === 'f2' && lost ? offline() : null);
  await first.add(kept('a', { files: [file('f1'), file('f2')] }));
  await first.flush();
  expect(await first.outcome('a')).toEqual({ state: 'waiting' });
  expect(computer.forgotten).toEqual([]);

  lost = false;
  await computer.worker().flush();
  expect(computer.asked).toEqual(['a']);
  expect(computer.uploaded).toEqual(['e-a/f1', 'e-a/f2']);
  expect(computer.forgotten).toEqual(['f1', 'f2']);
});

test('a file that the server does not take is named; the escalation stands', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  computer.world.files = ({ id }) => (id === 'f1' ? refused('Files with this ending cannot be attached.') : null);
  await outbox.add(kept('a', { files: [file('f1'), file('f2')] }));
  await outbox.flush();
  expect(await outbox.outcome('a')).toMatchObject({
    state: 'sent',
    done: { id: 'e-a' },
    refusedFiles: [{ name: 'f1.png', why: 'Files with this ending cannot be attached.' }],
  });
  expect(computer.uploaded).toEqual(['e-a/f2']);
});

test('what is thrown away is not sent', async () => {
  const computer = aComputer();
  const outbox = computer.worker();
  await outbox.add(kept('a'));
  expect((await outbox.drop('a'))?.key).toBe('a');
  expect(await outbox.drop('a')).toBeNull();
  await outbox.flush();
  expect(computer.asked).toEqual([]);
});
