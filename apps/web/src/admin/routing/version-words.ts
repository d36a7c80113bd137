import type { AnswerOf, ListRoutingVersions } from '@understudy/contracts';

export type BookVersion = AnswerOf<typeof ListRoutingVersions>['items'][number];

const CHANGES: Readonly<Record<string, string>> = {
  begun: 'began with these rules',
  'rule-added': 'added a rule',
  'rule-replaced': 'changed a rule',
  'rule-moved': 'moved a rule',
  'rule-removed': 'removed a rule',
  replaced: 'put a whole book in place',
  'category-renamed': 'renamed a category, and its rules followed',
};

/** What somebody did to the book. */
export const changeWords = ({ change }: Pick<BookVersion, 'change'>): string =>
  CHANGES[change] ?? change.replaceAll('-', ' ');
