/** The small HTML that Google reads in cards, as a tree; everything else in the text stays text. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic' | 'underline' | 'strike'; readonly inside: readonly Piece[] }
  | { readonly kind: 'color'; readonly color: string; readonly inside: readonly Piece[] }
  | { readonly kind: 'link'; readonly url: string; readonly inside: readonly Piece[] };

const TAGS = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  s: 'strike',
  strike: 'strike',
} as const;
const TOKEN =
  /<(\/?)(b|strong|i|em|u|s|strike|font|a|br)(?:\s+(?:color="(#[0-9a-fA-F]{6})"|href="(https?:\/\/[^"\s<>]+)"))?\s*\/?>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const decode = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);

interface Open {
  readonly tag: string;
  readonly color?: string | undefined;
  readonly url?: string | undefined;
  readonly pieces: Piece[];
}

/** Never throws: tags that are not closed end with the text, closing tags without an opening one are dropped. */
export function parseMarkup(html: string): readonly Piece[] {
  const root: Open = { tag: '', pieces: [] };
  const stack: Open[] = [root];
  const top = (): Open => stack.at(-1) ?? root;
  const close = (): void => {
    const done = stack.pop();
    if (done) top().pieces.push(wrapped(done));
  };
  let at = 0;
  for (const match of html.matchAll(TOKEN)) {
    const [whole, slash, tag = '', color, url] = match;
    addText(top().pieces, html.slice(at, match.index));
    at = match.index + whole.length;
    if (tag === 'br') top().pieces.push({ kind: 'break' });
    else if (slash !== '/') stack.push({ tag, color, url: url && decode(url), pieces: [] });
    else if (stack.some((open) => open.tag === tag)) {
      while (top().tag !== tag) close();
      close();
    }
  }
  addText(top().pieces, html.slice(at));
  while (stack.length > 1) close();
  return root.pieces;
}

function addText(pieces: Piece[], text: string): void {
  if (text !== '') pieces.push({ kind: 'text', text: decode(text) });
}

function wrapped({ tag, color, url, pieces }: Open): Piece {
  if (tag === 'a') return { kind: 'link', url: url ?? '', inside: pieces };
  if (tag === 'font') return { kind: 'color', color: color ?? 'inherit', inside: pieces };
  return { kind: TAGS[tag as keyof typeof TAGS], inside: pieces };
}
