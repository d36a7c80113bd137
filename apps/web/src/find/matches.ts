/** "reports" finds "Escalation reports", "esc rep" too: every typed word begins a word; nothing typed matches everything. */
export function matches(words: string, typed: string): boolean {
  const parts = plain(words).split(/\W+/);
  return plain(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => parts.some((part) => part.startsWith(word)));
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
