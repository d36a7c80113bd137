import { draftsIn, forgetDraftsOf, forgetDraftsOfOthers, placeOfDraft } from './drafts.js';

/** A store of a browser. */
class Memory implements Storage {
  private readonly items = new Map<string, string>();
  get length(): number {
    return this.items.size;
  }
  key = (index: number): string | null => [...this.items.keys()][index] ?? null;
  getItem = (key: string): string | null => this.items.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.items.set(key, value);
  removeItem = (key: string): void => void this.items.delete(key);
  clear = (): void => this.items.clear();
}

const [ANA, BEN] = ['a1', 'b2'];
let store: Memory;
const keep = (userId: string, key: string, value: unknown): void =>
  store.setItem(placeOfDraft(userId, key), JSON.stringify(value));
beforeEach(() => {
  store = new Memory();
});

test('what somebody wrote is named by its kind and how it begins', () => {
  keep(ANA, 'escalation:7:resolve', { resolution_summary: 'The job runs again', root_cause: 'Disk', outcome: '' });
  keep(ANA, 'setup:new', { notes: { c1: { note: 'Ring   them\non Monday', priority: 'high' } }, reached: 2 });
  expect(draftsIn([store], ANA)).toEqual([
    { what: 'How an escalation was solved', text: 'The job runs again' },
    { what: 'A time away that is being set up', text: 'Ring them on Monday' },
  ]);
});

test('of a row that is edited only what was typed is shown, and a choice alone has no words', () => {
  keep(ANA, 'edit:customer:1', { edits: { stage: 'second wave' }, base: { name: 'A much longer name' }, version: 3 });
  keep(ANA, 'edit:policy:default', { edits: { needsApproval: true }, base: {}, version: 1 });
  expect(draftsIn([store], ANA)).toEqual([
    { what: 'Something about a customer', text: 'second wave' },
    { what: 'A coverage policy', text: '' },
  ]);
});

test('what was changed of one’s own hours is named', () => {
  keep(ANA, 'edit:hours', { edits: { place: 'Porto' }, base: { place: 'Lisbon' }, version: 3 });
  expect(draftsIn([store], ANA)).toEqual([{ what: 'Your working hours', text: 'Porto' }]);
});

test('ids and lists that a form keeps as text are no words, and the mark of a new rule is no draft', () => {
  keep(ANA, 'escalation:7:comment', { text: 'Look', picked: '[{"user_id":"u1","name":"Mia Kruse"}]' });
  store.setItem(placeOfDraft(ANA, 'mark:routing-rule:new'), '5e2f1c3a-0000-4000-8000-000000000001');
  expect(draftsIn([store], ANA)).toEqual([{ what: 'A comment on an escalation', text: 'Look' }]);
});

test('nobody finds what somebody else wrote', () => {
  keep(ANA, 'note:1', { note: 'They are late payers' });
  expect(draftsIn([store], BEN)).toEqual([]);
});

test('signing out deletes one’s own drafts and marks, and leaves what is no draft', () => {
  keep(ANA, 'note:1', { note: 'x' });
  keep(ANA, 'mark:routing-rule:new', 'x');
  keep(BEN, 'note:1', { note: 'y' });
  store.setItem('ticks:1', '[]');
  forgetDraftsOf([store], ANA);
  expect([draftsIn([store], ANA), draftsIn([store], BEN).length, store.length]).toEqual([[], 1, 2]);
});

test('whoever has the computer next finds nothing of those before', () => {
  keep(ANA, 'note:1', { note: 'x' });
  keep(BEN, 'note:1', { note: 'y' });
  forgetDraftsOfOthers([store], BEN);
  expect([draftsIn([store], ANA).length, draftsIn([store], BEN).length]).toEqual([0, 1]);
});
