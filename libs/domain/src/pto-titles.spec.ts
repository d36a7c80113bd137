import type { AbsenceKind } from './absences.js';
import { emailsIn, readPtoTitle } from './pto-titles.js';

const kindOf = (text: string): AbsenceKind | null => {
  if (/sick|krank/i.test(text)) return 'sick';
  if (/parental|elternzeit/i.test(text)) return 'parental';
  return /vacation|urlaub|holiday|leave|pto|ooo|time off|cong/i.test(text) ? 'vacation' : null;
};
const read = (title: string) => readPtoTitle(title, kindOf);

describe('titles of PTO systems', () => {
  it.each([
    ['[Vacation] Ana Costa', 'Ana Costa', 'vacation'],
    ['Ana Costa (Vacation - 3 days)', 'Ana Costa', 'vacation'],
    ['Ana Costa (Vacation)', 'Ana Costa', 'vacation'],
    ['Ana Costa - Sick leave', 'Ana Costa', 'sick'],
    ['Ana Costa – Holiday', 'Ana Costa', 'vacation'],
    ['Urlaub: Ana Costa', 'Ana Costa', 'vacation'],
    ['OOO | Ana Costa', 'Ana Costa', 'vacation'],
    ['🌴 Ana Costa', 'Ana Costa', 'other'],
    ['Ana Costa', 'Ana Costa', 'other'],
    ['Costa, Ana - Elternzeit', 'Costa, Ana', 'parental'],
    ['Ana Costa is on leave', 'Ana Costa', 'vacation'],
    ['Ana Costa out', 'Ana Costa', 'other'],
    ['Ana Costa OOO', 'Ana Costa', 'vacation'],
    ["Ana Costa's vacation", 'Ana Costa', 'vacation'],
    ['Anne-Marie Smith-Jones - PTO', 'Anne-Marie Smith-Jones', 'vacation'],
    ['Ana Costa - Training', 'Ana Costa', 'conference'],
    ['Ana Costa (Bereavement)', 'Ana Costa', 'other'],
  ])('%s', (title, name, kind) => {
    expect(read(title)).toMatchObject({ names: [name, ...read(title).names.slice(1)], kind, isAway: true });
  });

  it.each([
    'Ana Costa - Working from home',
    'Ana Costa (WFH)',
    'Homeoffice: Ana Costa',
    'Ana Costa - Home office',
    'Birthday - Ana Costa',
    'Geburtstag: Ana Costa',
    'Public Holiday',
    'Bank holiday (UK)',
    'Télétravail - Ana Costa',
  ])('%s takes nobody away', (title) => {
    expect(read(title).isAway).toBe(false);
  });

  test('a day off for a birthday is one', () => {
    expect(read('Ana Costa (Birthday leave)').isAway).toBe(true);
  });

  it.each(['Ana Costa (Vacation, pending)', 'Ana Costa - Urlaub (beantragt)', '[Requested] Ana Costa - PTO'])(
    '%s is not approved yet',
    (title) => {
      expect(read(title)).toMatchObject({ isTentative: true, names: expect.arrayContaining(['Ana Costa']) });
    },
  );

  test('an approved one is', () => {
    expect(read('Ana Costa (Vacation, approved)').isTentative).toBe(false);
  });

  test('a very long title ends, and makes no name of its own length', () => {
    const title = `${'a b ('.repeat(20_000)}Ana Costa`;
    expect(read(title).names.every((name) => name.length <= 100)).toBe(true);
  });
});

test('addresses are found in a description, each once', () => {
  expect(emailsIn('Employee: Ana <Ana@Harbor.example>; ana@harbor.example, x@y, @z.example')).toEqual([
    'ana@harbor.example',
  ]);
});
