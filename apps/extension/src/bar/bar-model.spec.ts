import { signedOutView, unlinkedView } from '../view/other-views.js';
import type { WhoView } from '../view/who-view.js';
import { wordsOf } from '../testing/words.js';
import { BarModel, type BarPorts } from './bar-model.js';

const say = wordsOf('en');
const PERSON = { isTrusted: true };
const PAGE = { isTrusted: false };

/** Ports that write down what left the page. */
function started(more: Partial<BarPorts> = {}) {
  const left: string[] = [];
  const later: (() => void)[] = [];
  const model = new BarModel({
    signedIn: () => true,
    isStale: () => false,
    whoCovers: async () => {
      left.push('lookup');
      return unlinkedView(say, true);
    },
    signIn: async () => void left.push('sign-in'),
    openPanel: async (tab) => void left.push(`panel ${tab}`),
    bringAnswer: async () => {},
    changed: () => {},
    soon: (run) => void later.push(run),
    ...more,
  });
  return { model, left, later };
}

test('nothing leaves before a person clicks; a click that the page makes up does nothing', async () => {
  const { model, left } = started();
  await model.who(PAGE);
  await model.act(PAGE);
  await model.show(PAGE, 'menu');
  await model.settle(PAGE, async () => {
    left.push('form');
    return { ok: true, view: unlinkedView(say, true) };
  });
  await model.retry(PAGE);
  expect(left).toEqual([]);
  expect(model.view).toBeNull();
});

test('the first click looks up and opens, the second closes, the third looks up again', async () => {
  const { model, left } = started();
  await model.who(PERSON);
  expect([model.isOpen, model.view?.state]).toEqual([true, 'unlinked']);
  await model.who(PERSON);
  expect(model.isOpen).toBe(false);
  await model.who(PERSON);
  expect(left).toEqual(['lookup', 'lookup']);
});

test('signed out, the click signs in and then answers', async () => {
  const { model, left } = started({ signedIn: () => false });
  await model.who(PERSON);
  expect(left).toEqual(['sign-in', 'lookup']);
});

test('trying again signs in where the answer was "signed out"', async () => {
  const { model, left } = started({ whoCovers: async () => signedOutView(say) });
  await model.who(PERSON);
  await model.retry(PERSON);
  expect(left).toEqual(['sign-in']);
});

test('a second click while it is looking does nothing, and the bar says that it looks', async () => {
  let answer: (view: WhoView) => void = () => {};
  let asked = 0;
  const whoCovers = (): Promise<WhoView> => {
    asked += 1;
    return new Promise((resolve) => (answer = resolve));
  };
  const { model, later } = started({ whoCovers });
  const first = model.who(PERSON);
  await model.who(PERSON);
  later.forEach((run) => run());
  expect([asked, model.isLooking]).toEqual([1, true]);
  answer(unlinkedView(say, true));
  await first;
  expect(model.isLooking).toBe(false);
});

test('after an update of the extension a click says so and never throws', async () => {
  const before = started({ isStale: () => true });
  await before.model.who(PERSON);
  expect([before.model.isStale, before.left]).toEqual([true, []]);

  let stale = false;
  const during = started({
    isStale: () => stale,
    openPanel: async () => {
      stale = true;
      throw new Error('Extension context invalidated.');
    },
  });
  await during.model.act(PERSON);
  expect(during.model.isStale).toBe(true);
});

test('escalating closes the answer and opens the panel in the turn of the click', async () => {
  const { model, left } = started();
  await model.who(PERSON);
  void model.openPanel(PERSON, 'escalate');
  expect([left, model.isOpen]).toEqual([['lookup', 'panel escalate'], false]);
});

test('the second button does what the answer calls for: take over a gap, link what is unknown, else escalate', async () => {
  const { model, left } = started();
  await model.act(PERSON);
  expect(left).toEqual(['panel escalate']);

  await model.who(PERSON);
  model.close();
  await model.act(PERSON);
  expect(model.open).toBe('answer');

  const gap = { ...unlinkedView(say, true), bar: { ...unlinkedView(say, true).bar, act: 'take-over' as const } };
  const other = started({ whoCovers: async () => gap });
  await other.model.who(PERSON);
  await other.model.act(PERSON);
  expect([other.model.open, other.left]).toEqual(['take-over', []]);
});

test('a form that did not work says why and stays open; one that did shows what is true then', async () => {
  const { model } = started();
  await model.who(PERSON);
  await model.show(PERSON, 'take-over');
  await model.settle(PERSON, async () => ({ ok: false, why: 'offline' }));
  expect([model.open, model.failure]).toEqual(['take-over', { ok: false, why: 'offline' }]);

  const view = signedOutView(say);
  await model.settle(PERSON, async () => ({ ok: true, view }));
  expect([model.open, model.failure, model.view]).toEqual(['answer', null, view]);
});
