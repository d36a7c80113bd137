import { LinkNode } from '@lexical/link';
import {
  $convertFromMarkdownString,
  $convertToMarkdownString,
  BOLD_ITALIC_STAR,
  BOLD_ITALIC_UNDERSCORE,
  BOLD_STAR,
  BOLD_UNDERSCORE,
  CODE,
  HEADING,
  INLINE_CODE,
  ITALIC_STAR,
  ITALIC_UNDERSCORE,
  LINK,
  ORDERED_LIST,
  QUOTE,
  STRIKETHROUGH,
  type Transformer,
  UNORDERED_LIST,
} from '@lexical/markdown';
import { TextNode, type Klass, type LexicalEditor, type LexicalNode } from 'lexical';
import { isSafeAddress } from './safe-address.js';

/** What a text may hold; the API shows exactly this. */
export const TRANSFORMERS: Transformer[] = [
  ...[HEADING, QUOTE, UNORDERED_LIST, ORDERED_LIST, CODE],
  ...[INLINE_CODE, BOLD_ITALIC_STAR, BOLD_ITALIC_UNDERSCORE, BOLD_STAR, BOLD_UNDERSCORE],
  ...[ITALIC_STAR, ITALIC_UNDERSCORE, STRIKETHROUGH, LINK],
];

/** The kinds of nodes that the transformers make. */
export const NODES: Klass<LexicalNode>[] = [
  ...new Set(TRANSFORMERS.flatMap((transformer) => ('dependencies' in transformer ? transformer.dependencies : []))),
];

/** Inside of an update or a reading of the editor. */
export const $toMarkdown = (): string => $convertToMarkdownString(TRANSFORMERS).trim();

/** Inside of an update: the whole text is this one from now on. */
export const $fromMarkdown = (markdown: string): void => $convertFromMarkdownString(markdown, TRANSFORMERS);

/** Looks that Markdown cannot keep: pasted, they would be seen and then lost. */
const DROPPED = ['underline', 'highlight', 'subscript', 'superscript', 'lowercase', 'uppercase', 'capitalize'] as const;

/** Whatever way it came in, pasted or typed: no link that the API would refuse, no look that cannot be kept. Returns how to stop. */
export function keepClean(editor: LexicalEditor): () => void {
  const stops = [
    editor.registerNodeTransform(LinkNode, (link) => {
      if (isSafeAddress(link.getURL())) return;
      for (const child of link.getChildren()) link.insertBefore(child);
      link.remove();
    }),
    editor.registerNodeTransform(TextNode, (text) => {
      if (text.getStyle() !== '') text.setStyle('');
      for (const format of DROPPED) if (text.hasFormat(format)) text.toggleFormat(format);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
