// no part may hold an @ and both are bounded: a hostile header of 20,000 characters is read in linear time
const ADDRESS = /[^\s<>,;:"'()[\]@]{1,64}@[^\s<>,;:"'()[\]@]{1,255}/g;
const MOST = 50;

/** RFC 5321: 254 characters at most; what is longer was cut by the pattern and is no address. */
const isAddress = (text: string): boolean => text.length <= 254 && /@[^@.]+(\.[^@.]+)+$/.test(text);

const read = (header: string | undefined): string[] => {
  const found = (header ?? '').toLowerCase().match(ADDRESS) ?? [];
  return [...new Set(found.filter(isAddress))].slice(0, MOST);
};

/** The addresses in raw header texts ("Lena Vogt <lena@corvane.example>, ..."): the sender's, and everybody else's. */
export function addressesIn(message: { from: string; to: string; cc?: string | undefined }): {
  sender: string[];
  others: string[];
} {
  const sender = read(message.from).slice(0, 1);
  const others = [...new Set([...read(message.to), ...read(message.cc)])].filter(
    (address) => !sender.includes(address),
  );
  return { sender, others: others.slice(0, MOST) };
}
