/** What a draft is, by how its key begins; the more special ones first. */
const WORDS: readonly (readonly [key: RegExp, words: string])[] = [
  [/^escalate:|^conversation:[^:]+:escalate$/, 'An escalation'],
  [/^escalation:[^:]+:customer$|^customer-draft:/, 'Words to a customer'],
  [/^escalation:[^:]+:(comment|answer|news)$|^comment:/, 'A comment on an escalation'],
  [/^escalation:[^:]+:resolve$/, 'How an escalation was solved'],
  [/^escalation:|^action:|^attachment:|^edit:escalation:/, 'A change of an escalation'],
  [/^conversation:new$/, 'A question to support'],
  [/^conversation:/, 'An answer in a conversation'],
  [/^setup:/, 'A time away that is being set up'],
  [/^edit:days:|^cancel:/, 'A change of a time away'],
  [/^hand-back:|^feedback:|^survey:/, 'A handback'],
  [/^note:/, 'A note for a brief'],
  [/^log:|^write-down:/, 'Something that happened with a customer'],
  [/^risk:|^task:|^edit:customer:/, 'Something about a customer'],
  [/^edit:contact:/, 'A contact of a customer'],
  [/^decline:|^refuse:|^release:|^change:/, 'An answer about coverage'],
  [/^edit:routing-rule:/, 'A routing rule'],
  [/^edit:policy:|^edit:coverage-rule/, 'A coverage policy'],
  [/^edit:hours$/, 'Your working hours'],
  [/^edit:person:|^person:new$/, 'A person of the team'],
  [/^edit:/, 'A change in the set-up'],
];

/** What kind of thing a draft is, for people. */
export const wordsOfDraft = (key: string): string => WORDS.find(([begins]) => begins.test(key))?.[1] ?? 'A form';

/** Marks that go with a draft (the id a new rule will have) are deleted with it and not worth a line. */
export const isNamed = (key: string): boolean => !key.startsWith('mark:');
