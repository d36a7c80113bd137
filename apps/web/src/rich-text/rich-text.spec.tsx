import { createEditor } from 'lexical';
import { parseHTML } from 'linkedom';
import { renderToStaticMarkup } from 'react-dom/server';
import { $fromMarkdown, $toMarkdown, NODES } from './markdown.js';
import { quietHtml } from './paste.js';
import { contentOf } from './rich-text.js';
import { toAddress } from './safe-address.js';

const shown = (html: string): string =>
  renderToStaticMarkup(contentOf(parseHTML(`<html><body>${html}</body></html>`).document.body));

test.each([
  ['<p>Two <strong>lines</strong><br>of it</p>', '<p>Two <strong>lines</strong><br/>of it</p>'],
  ['<script>alert(1)</script>words', 'words'],
  ['<p onclick="alert(1)" style="color:red">x</p>', '<p>x</p>'],
  ['<img src=x onerror=alert(1)><b>kept</b>', 'kept'],
  ['<a href="javascript:alert(1)">go</a>', 'go'],
  ['<a href=" java&#9;script:alert(1)">go</a>', 'go'],
  ['<svg><a href="https://x.org">x</a></svg>', ''],
  ['<ol start="3"><li>c</li></ol>', '<ol start="3"><li>c</li></ol>'],
  ['<h1>Loud</h1>', '<h4>Loud</h4>'],
  [
    '<a href="https://x.org" onmouseover="alert(1)" target="_self">x</a>',
    '<a href="https://x.org" target="_blank" rel="noopener noreferrer nofollow">x</a>',
  ],
])('%s is shown as %s', (html, markup) => {
  expect(shown(html)).toBe(markup);
});

test.each([
  ['https://x.org/a', 'https://x.org/a'],
  [' x.org/help?a=1 ', 'https://x.org/help?a=1'],
  ['ana@x.org', 'mailto:ana@x.org'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['two words', null],
  ['', null],
])('%s typed as an address leads to %s', (typed, address) => {
  expect(toAddress(typed)).toBe(address);
});

/** What the editor makes of a text and gives back. */
function roundTrip(markdown: string): string {
  const editor = createEditor({
    nodes: NODES,
    onError: (error) => {
      throw error;
    },
  });
  let out = '';
  editor.update(
    () => {
      $fromMarkdown(markdown);
      out = $toMarkdown();
    },
    { discrete: true },
  );
  return out;
}

test.each([
  'Plain words',
  'It is **down** since *noon*, `ERR_42`',
  '- one\n- two\n\nAfter it',
  '1. first\n2. second',
  'See [the page](https://x.org/a?b=1)',
  '```\nline 1\nline 2\n```',
  'One\n\nTwo',
  '',
])('the editor keeps %j as it was', (markdown) => {
  expect(roundTrip(markdown)).toBe(markdown);
});

test.each([
  ['<p onclick="x()">a</p>', '<p >a</p>'],
  ["<img/onerror='x()' src=y>", '<img  src=y>'],
  ['<b style=color:red>a</b><script>x()</script>', '<b >a</b>'],
  ['<scr<script>x</script>ipt>y()</script>z', 'z'],
  ['<script>never closed', ''],
  ['<p>was online = yes, style = "x"</p>', '<p>was online = yes, style = "x"</p>'],
  ['<p>plain</p>', '<p>plain</p>'],
])('pasted %j is read as %j', (pasted, read) => {
  expect(quietHtml(pasted)).toBe(read);
});
