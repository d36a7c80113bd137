import type { JsonObject } from '../strict.js';
import type { DocumentContent, Paragraph, Run } from './content.js';

const HEADINGS: Readonly<Record<string, string>> = {
  h1: 'HEADING_1',
  h2: 'HEADING_2',
  h3: 'HEADING_3',
  h4: 'HEADING_4',
  h5: 'HEADING_5',
  h6: 'HEADING_6',
};
const BLOCKS = new Set([...Object.keys(HEADINGS), 'p', 'div', 'li', 'tr', 'blockquote', 'br', 'ul', 'ol', 'table']);
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
};

/** What importing HTML leaves of it: paragraphs, headings, bullets, bold, italics and links; everything else is its text. */
export function documentFromHtml(title: string, html: string): DocumentContent {
  const content: DocumentContent = { title, revision: 1, paragraphs: [], lists: [] };
  const body = html.replace(/<!--[\s\S]*?-->|<(script|style|head|title)\b[\s\S]*?<\/\1\s*>|<!doctype[^>]*>/gi, '');
  const open: { tag: string; href?: string }[] = [];
  let runs: Run[] = [];
  const close = () => {
    if (runs.length) content.paragraphs.push(paragraph(runs, open, content));
    runs = [];
  };
  for (const [token, , slash, name = '', attributes = ''] of body.matchAll(
    /(<(\/?)([a-z][a-z0-9]*)\b([^>]*)>)|[^<]+/gi,
  )) {
    const tag = name.toLowerCase();
    if (!tag) {
      const text = decoded(token).replace(/\s+/g, ' ');
      const isFirst = !runs.length;
      if (text.trim() || !isFirst) runs.push({ text: isFirst ? text.trimStart() : text, style: styleOf(open) });
      continue;
    }
    if (BLOCKS.has(tag)) close();
    if (slash) {
      const index = open.findLastIndex((one) => one.tag === tag);
      if (index >= 0) open.splice(index);
    } else if (!attributes.endsWith('/') && !['br', 'hr', 'img', 'meta', 'link'].includes(tag)) {
      const href = /\bhref\s*=\s*["']([^"']*)["']/i.exec(attributes)?.[1];
      open.push({ tag, ...(href !== undefined && { href: decoded(href) }) });
    }
  }
  close();
  if (!content.paragraphs.length) content.paragraphs.push({ style: {}, runs: [{ text: '\n', style: {} }] });
  return content;
}

export function documentFromText(title: string, text: string): DocumentContent {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const paragraphs = lines.map((line): Paragraph => ({ style: {}, runs: [{ text: `${line}\n`, style: {} }] }));
  return { title, revision: 1, paragraphs, lists: [] };
}

export function htmlOf({ title, paragraphs }: DocumentContent): string {
  const blocks = paragraphs.map(({ style, bullet, runs }) => {
    const heading = Object.entries(HEADINGS).find(([, named]) => named === style.namedStyleType)?.[0];
    const tag = bullet ? 'li' : (heading ?? 'p');
    return `<${tag}>${runs.map(runHtml).join('')}</${tag}>`;
  });
  return `<html><head><title>${escaped(title)}</title></head><body>${blocks.join('')}</body></html>`;
}

function paragraph(runs: Run[], open: readonly { tag: string }[], content: DocumentContent): Paragraph {
  const tags = open.map(({ tag }) => tag);
  const heading = tags.map((tag) => HEADINGS[tag]).find((one) => one !== undefined);
  const depth = tags.filter((tag) => tag === 'ul' || tag === 'ol').length;
  const isBullet = tags.includes('li') && depth > 0;
  if (isBullet && !content.lists.length) content.lists.push('kix.list.1');
  return {
    style: heading ? { namedStyleType: heading } : {},
    ...(isBullet && { bullet: { listId: 'kix.list.1', nestingLevel: depth - 1 } }),
    runs: [...runs.slice(0, -1), ...runs.slice(-1).map(({ text, style }) => ({ text: `${text.trimEnd()}\n`, style }))],
  };
}

function styleOf(open: readonly { tag: string; href?: string }[]): JsonObject {
  const has = (...tags: string[]) => open.some(({ tag }) => tags.includes(tag));
  const href = open.findLast((one) => one.tag === 'a')?.href;
  return {
    ...(has('b', 'strong') && { bold: true }),
    ...(has('i', 'em') && { italic: true }),
    ...(has('u') && { underline: true }),
    ...(href !== undefined && { link: { url: href } }),
  };
}

function runHtml({ text, style }: Run): string {
  const link = style.link as { url?: string } | undefined;
  const inner = escaped(text.replace(/\n$/, ''));
  const bold = style.bold === true ? `<b>${inner}</b>` : inner;
  return link?.url === undefined ? bold : `<a href="${escaped(link.url)}">${bold}</a>`;
}

const decoded = (text: string): string =>
  text.replace(/&(#?\w+);/g, (whole, name: string) => {
    if (/^#\d+$/.test(name)) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name] ?? whole;
  });
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
