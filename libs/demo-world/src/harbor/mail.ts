import type { CustomerId, MessageId, ThreadId } from '@understudy/domain';
import { idOf } from '../deterministic.js';
import type { DemoMessage, DemoThread } from '../types.js';
import type { When } from '../when.js';
import { emailOf, HARBOR, nameOf, type PersonKey, zoneOf } from './people.js';

type Letter = readonly [days: number, time: string, from: 'customer' | PersonKey, body: string];

interface Mail {
  readonly key: string;
  readonly owners: readonly [PersonKey, ...PersonKey[]];
  /** null: nobody we know. */
  readonly customer: string | null;
  readonly fromName: string;
  readonly fromEmail: string;
  readonly subject: (month: string) => string;
  readonly letters: (month: string) => readonly Letter[];
}

const mail = (
  key: string,
  owners: Mail['owners'],
  customer: string | null,
  from: readonly [name: string, email: string],
  subject: string,
  letters: readonly Letter[],
): Mail => ({
  key,
  owners,
  customer,
  fromName: from[0],
  fromEmail: from[1],
  subject: () => subject,
  letters: () => letters,
});

/** The first owner is written to, the others are in copy and have the thread in their mailbox too. */
const MAILS: readonly Mail[] = [
  {
    key: 'corvane-invoice',
    owners: ['ana', 'ben'],
    customer: 'corvane',
    fromName: 'Lena Hoffmann',
    fromEmail: 'lena@corvane.example',
    subject: (month) => `Where is our ${month} invoice?`,
    letters: (month) => [
      [
        -2,
        '16:05',
        'customer',
        `Dear Ana,\n\nthe ${month} invoice should have been here a week ago. Could you look into it?\n\nBest\nLena`,
      ],
      [-2, '17:30', 'ana', 'Dear Lena,\n\nI have asked our billing team and come back to you.\n\nAna'],
      [
        -1,
        '09:12',
        'customer',
        'Dear Ana,\n\nwe still have had no invoice since the move, and our finance team stops payments on Friday. Can somebody look at this today? I need a time, not a status.\n\nBest\nLena',
      ],
    ],
  },
  mail('corvane-branches', ['ana'], 'corvane', ['Lena Hoffmann', 'lena@corvane.example'], 'Branch logins', [
    [
      -3,
      '10:20',
      'customer',
      'Ana,\n\nsince your release a few branch staff are asked to sign in twice. Not urgent yet, but please have a look.\n\nLena',
    ],
    [-3, '11:45', 'ana', 'Thank you, Lena. I have passed it on and will tell you what we find.'],
  ]),
  mail('ostermark-terms', ['ana'], 'ostermark', ['Uwe Claasen', 'uwe@ostermark.example'], 'Renewal terms', [
    [
      -6,
      '09:05',
      'customer',
      'Dear Ms Duarte,\n\nour board meets at the end of the month. Please send the terms for the next term in writing.\n\nUwe Claasen',
    ],
    [-1, '16:40', 'customer', 'Still waiting for the numbers.\n\nUwe Claasen'],
  ]),
  mail('lumaris-qbr', ['ana', 'ben'], 'lumaris', ['Dr. Noor Asante', 'noor@lumaris.example'], 'Agenda for our QBR', [
    [
      -3,
      '14:00',
      'ana',
      'Dear Dr. Asante,\n\nhere is the agenda: adoption per ward, the reporting you asked for, plans until winter.\n\nAna',
    ],
    [-2, '11:15', 'customer', 'Agenda looks good, see you then.\n\nNoor Asante'],
  ]),
  mail('vantoro-quotas', ['ana'], 'vantoro', ['Arno Kiel', 'arno@vantoro.example'], 'Our call at three', [
    [
      -1,
      '10:40',
      'customer',
      'Hi Ana,\n\nthanks, one more thing on quotas: does the limit count per key or per organisation? We can talk about it at three.\n\nArno',
    ],
  ]),
  mail(
    'halvorsund-training',
    ['ana'],
    'halvorsund',
    ['Sigrid Aamodt', 'sigrid@halvorsund.example'],
    'Training for both sites',
    [[-1, '13:20', 'customer', 'Either week works for us. 40 people, two sites.\n\nSigrid']],
  ),
  mail(
    'halvorsund-tablets',
    ['ana'],
    'halvorsund-automation',
    ['Ferran Puig', 'ferran@halvorsund-automation.example'],
    'Tablets ask for sign-in twice',
    [
      [
        -1,
        '11:02',
        'customer',
        'Hello,\n\non the plant floor every tablet asks for the sign-in twice since Monday. People take photos of paper instead.\n\nFerran Puig',
      ],
    ],
  ),
  mail('ivarsholm-digest', ['ana'], 'ivarsholm', ['Jun Chen', 'jun@ivarsholm.example'], 'Weekly digest on Fridays?', [
    [-1, '12:00', 'customer', 'Could we have the digest on Fridays? Next week is soon enough.\n\nJun'],
  ]),
  mail(
    'brackenfield-dpa',
    ['ana'],
    'brackenfield',
    ['Gareth Moss', 'gareth@brackenfield.example'],
    'Data processing addendum',
    [
      [
        -2,
        '09:30',
        'customer',
        'Good morning,\n\nour governors want version 4 of the addendum before term starts.\n\nGareth Moss, DPO',
      ],
    ],
  ),
  mail('quillgate-tom', ['ana'], 'quillgate', ['Tom Reyl', 'tom@quillgate.example'], 'Leaving Quillgate', [
    [
      -16,
      '09:45',
      'customer',
      'Dear Ana,\n\nthis is my last week. Who takes the migration over is not decided yet. It was good to work with you.\n\nTom',
    ],
  ]),
  mail('unknown-partner', ['ana'], null, ['Jo Farrow', 'jo@farrow-partners.example'], 'Partnership', [
    [-3, '15:15', 'customer', 'Hi,\n\nwe help companies like yours grow. Do you have ten minutes this week?\n\nJo'],
  ]),
  mail('ana-ben', ['ben'], null, ['Ana Duarte', 'ana@harbor.example'], 'Can you take mine?', [
    [
      -1,
      '09:15',
      'ana',
      'Ben,\n\nI am planning two weeks off. You know most of my accounts; would you cover them again?\n\nAna',
    ],
  ]),
  mail('marrowgate-prices', ['finn'], 'marrowgate', ['Kim Soler', 'kim@marrowgate.example'], 'Prices of yesterday', [
    [
      -3,
      '10:26',
      'customer',
      'Good morning,\n\nfourteen of our shops sell at yesterday’s prices. The promotion started at nine.\n\nKim',
    ],
    [-3, '12:10', 'customer', 'All shops are right again, thank you. Why did it happen?\n\nKim'],
  ]),
  mail('tavistane-plan', ['finn'], 'tavistane', ['Bertrand Hale', 'bertrand@tavistane.example'], 'Recovery plan', [
    [
      -3,
      '08:50',
      'customer',
      'Two outages in a month. I want a written recovery plan by the end of the week.\n\nB. Hale',
    ],
  ]),
  mail('sakuragawa-minutes', ['hana'], 'sakuragawa', ['佐々木 恵', 'contact1@sakuragawa.example'], '議事録のお願い', [
    [-1, '10:30', 'customer', '森様\n\n昨日の会議の議事録を明日までにお送りいただけますでしょうか。\n\n佐々木'],
  ]),
];

const messageOf = (
  one: Mail,
  [days, time, from, body]: Letter,
  n: number,
  owner: PersonKey,
  when: When,
): DemoMessage => {
  const [to, ...copies] = one.owners;
  const isOurs = from !== 'customer';
  return {
    id: idOf<MessageId>(HARBOR, 'message', `${one.key}:${owner}:${n}`),
    fromName: isOurs ? nameOf(from) : one.fromName,
    fromEmail: isOurs ? emailOf(from) : one.fromEmail,
    to: [isOurs && from === to ? one.fromEmail : emailOf(to)],
    cc: copies.map(emailOf),
    at: when.at(days, time, zoneOf(to)),
    body,
  };
};

/** One thread per mailbox that it is in, oldest message first. */
export const harborThreads = (customerIds: ReadonlyMap<string, CustomerId>, when: When): DemoThread[] => {
  const month = when.startedOn.toLocaleString('en', { month: 'long', calendar: 'iso8601' });
  return MAILS.flatMap((one) =>
    one.owners.map((owner) => ({
      id: idOf<ThreadId>(HARBOR, 'thread', `${one.key}:${owner}`),
      ownerEmail: emailOf(owner),
      customerId: one.customer === null ? null : (customerIds.get(one.customer) ?? null),
      subject: one.subject(month),
      messages: one.letters(month).map((letter, n) => messageOf(one, letter, n, owner, when)),
    })),
  );
};
