import { asId, type UserId } from './ids.js';
import { foldName, matchPerson, type NamedPerson } from './pto-names.js';

const id = (n: number) => asId<UserId>(`00000000-0000-0000-0000-00000000000${n}`);
const person = (n: number, name: string, email = `p${n}@harbor.example`): NamedPerson => ({ id: id(n), name, email });
const ANA = person(1, 'Ana Costa', 'ana@harbor.example');
const MUELLER = person(2, 'Jürgen Müller');
const ANNE = person(3, 'Anne-Marie O’Neill');
const PEOPLE = [ANA, MUELLER, ANNE, person(4, 'Łukasz Wójcik'), person(5, '田中 花子')];

const match = (name: string, more: { emails?: string[]; text?: string; people?: NamedPerson[] } = {}) =>
  matchPerson({ names: [name], emails: more.emails ?? [], text: more.text ?? name }, more.people ?? PEOPLE, new Map());

describe('whose entry it is', () => {
  it.each([
    ['Ana Costa', 1],
    ['ANA COSTA', 1],
    ['  ana   costa ', 1],
    ['Costa, Ana', 1],
    ['Ana Cósta', 1],
    ['Jurgen Muller', 2],
    ['Juergen Mueller', 2],
    ['Müller Jürgen', 2],
    ['Ju\u0308rgen Mu\u0308ller', 2],
    ["Anne Marie O'Neill", 3],
    ['Lukasz Wojcik', 4],
    ['田中 花子', 5],
  ])('%s is found', (name, n) => {
    expect(match(name)).toEqual({ kind: 'person', userId: id(n), by: 'name' });
  });

  it.each([['Ana'], ['Costa'], ['A. Costa'], ['Ana M. Costa-Silva']])(
    '%s is not enough to decide: it is proposed',
    (name) => {
      expect(match(name)).toEqual({ kind: 'unknown', candidates: [id(1)] });
    },
  );

  test('a stranger is nobody', () => {
    expect(match('Zoe Stranger')).toEqual({ kind: 'unknown', candidates: [] });
    expect(match('')).toEqual({ kind: 'unknown', candidates: [] });
  });

  test('two people of one name are never guessed between', () => {
    const people = [ANA, person(6, 'Ana Costa')];
    expect(match('Ana Costa', { people })).toEqual({ kind: 'ambiguous', candidates: [id(1), id(6)] });
  });

  test('an address says more than a name', () => {
    const people = [ANA, person(6, 'Ana Costa')];
    expect(match('Ana Costa', { people, emails: ['P6@Harbor.Example'] })).toEqual({
      kind: 'person',
      userId: id(6),
      by: 'email',
    });
    expect(match('Ana Costa', { emails: ['somebody@else.example'] })).toMatchObject({ by: 'name' });
    expect(match('Ana Costa', { emails: ['ana@harbor.example', 'p2@harbor.example'] })).toMatchObject({ by: 'name' });
  });

  test('what somebody said before counts, for every spelling of the name, and also that it is nobody', () => {
    const owner = { names: ['A. Costa'], emails: [], text: 'A. Costa' };
    expect(matchPerson(owner, PEOPLE, new Map([['a costa', id(1)]]))).toMatchObject({ userId: id(1), by: 'learned' });
    expect(matchPerson(owner, PEOPLE, new Map([['a costa', null]]))).toEqual({ kind: 'nobody' });
    expect(matchPerson(owner, PEOPLE, new Map([['a costa', id(9)]]))).toEqual({ kind: 'unknown', candidates: [id(1)] });
  });

  test('a full name somewhere in the title is found, a part of another word is not', () => {
    expect(match('x', { text: 'Holiday of Ana Costa in July' })).toMatchObject({ userId: id(1) });
    expect(match('x', { text: 'Susana Costas holiday' })).toMatchObject({ kind: 'unknown' });
    expect(match('x', { text: 'Ana Costa and Jürgen Müller' })).toMatchObject({ kind: 'ambiguous' });
  });

  it.each([
    ['Straße', 'strasse'],
    ['  ', ''],
    ['🌴', ''],
    ['Ｆｕｌｌ', 'full'],
  ])('%s folds to "%s"', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });
});
