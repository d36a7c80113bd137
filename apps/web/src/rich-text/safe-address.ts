const SAFE = /^(?:https?:\/\/|mailto:)[^\s]/i;
const BARE = /^[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?$/;

/** The same three kinds of links that the API shows; everything else is text. */
export const isSafeAddress = (address: string): boolean => SAFE.test(address.trim());

/** What somebody typed as an address, completed ("ana@x.org", "x.org/help"); null when it leads nowhere safe. */
export function toAddress(typed: string): string | null {
  const text = typed.trim();
  if (isSafeAddress(text)) return text;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return `mailto:${text}`;
  return BARE.test(text) ? `https://${text}` : null;
}
