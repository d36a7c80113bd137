import type { CustomerId, Stakeholder, StakeholderId } from '@understudy/domain';
import { dice, idOf, pick } from '../deterministic.js';
import type { CustomerRow } from './customer-row.js';
import { HARBOR } from './people.js';

type Known = readonly [name: string, title: string, role: string, isPrimary: boolean];

const KNOWN: Readonly<Record<string, readonly Known[]>> = {
  corvane: [
    ['Lena Hoffmann', 'Head of IT', 'daily contact', true],
    ['Marc Weiler', 'COO', 'signs the renewal', true],
    ['Tom Brandt', 'Accounts Payable', 'daily user', false],
    ['Ines Faber', 'Head of Operations', 'sponsor until spring', false],
  ],
  ostermark: [
    ['Jana Petersen', 'Head of Dispatch', 'daily contact', true],
    ['Uwe Claasen', 'Procurement', 'signs the renewal', true],
  ],
  lumaris: [
    ['Dr. Noor Asante', 'COO', 'sponsor', true],
    ['Pia Sandgren', 'IT Lead', 'daily contact', true],
  ],
  quillgate: [
    ['Ruth Adler', 'Head of Claims', 'user lead', false],
    ['Tom Reyl', 'Programme Manager', 'champion, has left', true],
    ['Henry Ashdown', 'CFO', 'signs the renewal', true],
  ],
  halvorsund: [['Sigrid Aamodt', 'Training Lead', 'daily contact', true]],
  'halvorsund-automation': [
    ['Ferran Puig', 'Plant IT', 'daily contact', true],
    ['Maximiliane Schröder-Wittgenstein', 'CIO', 'sponsor', true],
  ],
  vantoro: [['Arno Kiel', 'Platform Engineer', 'daily contact', true]],
  ivarsholm: [
    ['Jun Chen', 'Operations Analyst', 'daily contact', true],
    ['Anke Voss', 'Terminal Manager', 'sponsor', true],
  ],
  brackenfield: [['Gareth Moss', 'Data Protection Officer', 'approves data questions', true]],
  dunmarrow: [['Jo Hartwig', 'Newsroom Systems', 'daily contact', true]],
  tarnwick: [['Paul Greve', 'CFO', 'decides', true]],
  marrowgate: [
    ['Kim Soler', 'Store Systems', 'daily contact', true],
    ['Olive Trent', 'COO', 'sponsor', true],
  ],
  tavistane: [['Bertrand Hale', 'CEO', 'decides', true]],
  sakuragawa: [
    ['佐々木 恵', '情報システム部長', 'daily contact', true],
    ['田村 健一', '取締役', 'signs the renewal', true],
  ],
};

const FIRST = [
  'Alma',
  'Bruno',
  'Clara',
  'Daniel',
  'Elisa',
  'Felix',
  'Greta',
  'Hugo',
  'Irene',
  'Jonas',
  'Katja',
  'Leon',
  'Marta',
  'Nils',
  'Olga',
  'Pedro',
  'Rosa',
  'Stefan',
  'Tilda',
  'Victor',
] as const;
const LAST = [
  'Almeida',
  'Bergström',
  'Castell',
  'Dorn',
  'Egger',
  'Fontaine',
  'Grove',
  'Hansen',
  'Ibarra',
  'Jansen',
  'Keller',
  'Lund',
  'Moreau',
  'Novak',
  'Oliveira',
  'Palmer',
  'Quist',
  'Rossi',
  'Silva',
  'Thorne',
] as const;
const POSTS = [
  ['Head of IT', 'daily contact'],
  ['COO', 'signs the renewal'],
  ['Head of Operations', 'sponsor'],
  ['Team Lead', 'daily user'],
] as const;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.|\.$/g, '');

/** first@ for the people of the stories, first.last@ else; names of other scripts write from a numbered address. */
const addressOf = (row: CustomerRow, name: string, n: number): string => {
  const words = plain(name)
    .split('.')
    .filter((word) => word !== 'dr');
  const local = KNOWN[row.key] ? (words[0] ?? '') : words.join('.');
  return `${local === '' ? `contact${n + 1}` : local}@${row.key}.example`;
};

const grown = (row: CustomerRow): readonly Known[] => {
  const count = 2 + dice(`${row.key}:people`, 3);
  const first = dice(`${row.key}:first`, FIRST.length);
  return POSTS.slice(0, count).map(([title, role], n): Known => {
    const name = `${FIRST[(first + n * 7) % FIRST.length] ?? FIRST[0]} ${pick(LAST, `${row.key}:last:${n}`)}`;
    return [name, title, role, n < 2];
  });
};

export const stakeholdersOf = (row: CustomerRow, customerId: CustomerId): Stakeholder[] =>
  (KNOWN[row.key] ?? grown(row)).map(([name, title, role, isPrimary], n) => ({
    id: idOf<StakeholderId>(HARBOR, 'stakeholder', `${row.key}:${n}`),
    customerId,
    name,
    email: addressOf(row, name, n),
    title,
    isPrimary,
    role,
  }));
