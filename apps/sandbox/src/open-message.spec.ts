import { createGmail } from './google/gmail/index.js';
import { emptyGmailState } from './google/gmail/state.js';
import { SandboxClock } from './clock.js';
import { openMessages } from './open-message.js';
import { Outbox } from './outbox.js';
import { People } from './people.js';
import { SMALL_WORLD } from './testing.js';

const ANA = 'ana@harbor.example';
const BEN = 'ben@harbor.example';
const ALI = 'ali@vela.example';
const lena = { name: 'Lena "L" Vogt', email: 'lena@corvane.example' };
const sentAt = '2026-07-07T10:31:00Z';
const aThread = (id: string, owner: string) => ({
  id: `t-${id}`,
  owner,
  subject: 'Invoice',
  messages: [{ id, from: lena, to: [owner], cc: ['tom@corvane.example'], sentAt, body: '' }],
});

const clock = new SandboxClock(0, () => Temporal.Instant.from('2026-07-07T12:00:00Z'));
const ali = { ...SMALL_WORLD.people[0], email: ALI, domain: 'vela.example' };
const people = new People([...SMALL_WORLD.people, ali] as typeof SMALL_WORLD.people);
const outbox = new Outbox([], clock);
const threads = [aThread('hers', ANA), aThread('his', BEN), aThread('theirs', ALI)];
const gmail = createGmail({ state: emptyGmailState(), people, clock, outbox, threads });
const find = openMessages(gmail.mailboxes, people, outbox);

test("one's own and a colleague's messages are open to read, another organisation's is not there", () => {
  expect(find(BEN, 'his')).toEqual({
    id: 'his',
    threadId: 't-his',
    from: '"Lena L Vogt" <lena@corvane.example>',
    to: BEN,
    cc: 'tom@corvane.example',
    subject: 'Invoice',
  });
  expect(find(BEN, 'hers')).toMatchObject({ threadId: 't-hers', to: ANA });
  expect(find(BEN, 'theirs')).toBeNull();
  expect(find('nobody@harbor.example', 'his')).toBeNull();
});

test('what arrived since the start, and what the product itself sent, can be open too', async () => {
  const raw = Buffer.from(
    'From: Lena <lena@corvane.example>\r\nTo: ana@harbor.example\r\nSubject: New\r\n\r\nHello\r\n',
  );
  const arrived = await gmail.arrivals.deliver(ANA, raw, 0);
  expect(find(BEN, arrived?.message.id ?? '')).toMatchObject({ from: '"Lena" <lena@corvane.example>', subject: 'New' });

  const from = { name: '', email: 'coverage@understudy.example' };
  const item = outbox.add('email', {
    key: 'k1',
    from,
    to: [BEN],
    to_names: [''],
    cc: [],
    subject: 'Asked',
    text: 'Hi',
  });
  expect(find(BEN, `sent-${item.seq}`)).toMatchObject({ from: from.email, to: BEN, subject: 'Asked' });
});
