import { cn } from '@understudy/ui';
import { createElement, Fragment, useMemo, type ReactNode } from 'react';
import { isSafeAddress } from './safe-address.js';

/** What the API writes out of Markdown; anything else is left out and its words stay. */
const TAGS: ReadonlySet<string> = new Set([
  ...['p', 'br', 'hr', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
]);
const SILENT: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'noscript',
  'svg',
  'math',
]);
/** A heading of a text stands under the headings of its page. */
const HEADINGS: Readonly<Record<string, string>> = { h1: 'h4', h2: 'h4', h3: 'h4', h4: 'h5', h5: 'h5', h6: 'h6' };

export interface RichTextProps {
  /** `description_html` or `comment_html` of the API. */
  readonly html: string;
  readonly className?: string;
}

/**
 * Reads what somebody wrote. The API's HTML is safe already; here it is read as data and built anew from a short list of
 * elements without attributes, so nothing in it runs even if the API were wrong. Links open outside with no way back.
 */
export function RichText({ html, className }: RichTextProps) {
  const content = useMemo(() => contentOf(new DOMParser().parseFromString(html, 'text/html').body), [html]);
  return <div className={cn('prose rich', className)}>{content}</div>;
}

/** The children of a parsed node as React elements. */
export const contentOf = (parent: Node): ReactNode => [...parent.childNodes].map((node, place) => shown(node, place));

function shown(node: Node, key: number): ReactNode {
  if (node.nodeType === 3) return node.textContent;
  if (node.nodeType !== 1) return null;
  const tag = node.nodeName.toLowerCase();
  if (SILENT.has(tag)) return null;
  if (!TAGS.has(tag)) return <Fragment key={key}>{contentOf(node)}</Fragment>;
  if (tag === 'br' || tag === 'hr') return createElement(tag, { key });
  if (tag === 'a') return <Link key={key} node={node} />;
  const start = tag === 'ol' ? Number(attributeOf(node, 'start')) : 0;
  return createElement(HEADINGS[tag] ?? tag, { key, ...(start > 1 ? { start } : {}) }, contentOf(node));
}

function Link({ node }: { readonly node: Node }) {
  const address = attributeOf(node, 'href');
  if (!isSafeAddress(address)) return contentOf(node);
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {contentOf(node)}
    </a>
  );
}

const attributeOf = (node: Node, name: string): string =>
  'getAttribute' in node && typeof node.getAttribute === 'function' ? String(node.getAttribute(name) ?? '') : '';
