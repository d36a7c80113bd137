import { oneLine } from '@understudy/domain';

// no part may hold an @ and both are bounded: a hostile header of 20,000 characters is read in linear time
const ADDRESS = /[^\s<>,;:"'()[\]@]{1,64}@[^\s<>,;:"'()[\]@]{1,255}/g;
const MOST = 50;
/** In characters; a contact's name has at most 200 UTF-16 units. */
const LONGEST_NAME = 100;

/** RFC 5321: 254 characters at most; what is longer was cut by the pattern and is no address. */
const isAddress = (text: string): boolean => text.length <= 254 && /@[^@.]+(\.[^@.]+)+$/.test(text);

const read = (header: string | undefined): string[] => {
  const found = (header ?? '').toLowerCase().match(ADDRESS) ?? [];
  return [...new Set(found.filter(isAddress))].slice(0, MOST);
};

/**
 * From with blanks for what is only said: quoted names and comments (RFC 5322, 3.2.2), in which anybody's address can stand. Everything
 * else stays at its place. What is opened and never closed is no such part.
 */
function unsaid(from: string): string {
  const bare = from.split('');
  let depth = 0;
  let began = -1;
  let isQuoted = false;
  for (let at = 0; at < from.length; at += 1) {
    const letter = from[at];
    if (letter === '\\') at += 1;
    else if (letter === '"' && depth === 0) {
      if (isQuoted) bare.fill(' ', began, at + 1);
      else began = at;
      isQuoted = !isQuoted;
    } else if (!isQuoted && letter === '(') {
      if (depth === 0) began = at;
      depth += 1;
    } else if (!isQuoted && letter === ')' && depth > 0) {
      depth -= 1;
      if (depth === 0) bare.fill(' ', began, at + 1);
    }
  }
  return bare.join('');
}

/** Where the address of From begins: Gmail writes it last, between brackets; what stands before is what the sender calls themselves. */
const bracketOf = (from: string): number => Math.max(0, unsaid(from).lastIndexOf('<'));

/** The addresses in raw header texts ("Lena Vogt <lena@corvane.example>, ..."): the sender's, and everybody else's. */
export function addressesIn(message: { from: string; to: string; cc?: string | undefined }): {
  sender: string[];
  others: string[];
} {
  const sender = read(unsaid(message.from).slice(bracketOf(message.from))).slice(0, 1);
  const others = [...new Set([...read(message.to), ...read(message.cc)])].filter(
    (address) => !sender.includes(address),
  );
  return { sender, others: others.slice(0, MOST) };
}

/** Who wrote, as they would stand among a customer's people. */
export interface Sender {
  readonly address: string;
  readonly name: string;
}

/**
 * The one who wrote, by the raw text of From: called as they call themselves, or as their address begins. null without an address.
 */
export function senderOf(from: string): Sender | null {
  const [address] = addressesIn({ from, to: '' }).sender;
  if (address === undefined) return null;
  const name = oneLine(from.slice(0, bracketOf(from)).replaceAll(/["\\]/g, ''), LONGEST_NAME);
  // a name that looks like an address may be somebody else's
  return { address, name: name === '' || name.includes('@') ? address.slice(0, address.indexOf('@')) : name };
}
