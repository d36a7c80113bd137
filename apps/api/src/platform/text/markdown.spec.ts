import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { toSafeHtml } from './markdown.js';

const ELEMENTS = new Set(
  'p br hr strong em s code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6 table thead tbody tr th td'.split(' '),
);
const ATTRIBUTES = new Set(['a href', 'a title', 'a rel', 'a target', 'ol start']);

/** Whatever could run, load or look like us, as another parser than the renderer's reads it. */
function dangersIn(html: string): string[] {
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  return [...document.body.querySelectorAll('*')].flatMap((element) => {
    const name = element.localName;
    const strange = ELEMENTS.has(name) ? [] : [name];
    const attributes = [...element.attributes].flatMap((attribute) =>
      ATTRIBUTES.has(`${name} ${attribute.name}`) ? [] : [`${name} ${attribute.name}`],
    );
    const href = element.getAttribute('href');
    const link = href === null || /^(https?:\/\/|mailto:)/i.test(href) ? [] : [`href ${href}`];
    return [...strange, ...attributes, ...link];
  });
}

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](java\nscript:alert(1))',
  '[x](&#x6A;avascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox(1))',
  '[x](//evil.example/a)',
  '[x](/api/session)',
  '[x](<javascript:alert(1)>)',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '![x](https://evil.example/pixel.gif)',
  '![x](https://evil.example/"onerror="alert(1))',
  '![x](data:image/svg+xml;base64,PHN2Zz4=)',
  '[a](https://evil.example "title" onmouseover=alert(1))',
  '[a](https://evil.example "x\\" onmouseover=\\"alert(1)")',
  '```html\n<script>alert(1)</script>\n```',
  '~~~"><script>alert(1)</script>\nx\n~~~',
  '`<img src=x onerror=alert(1)>`',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
  '<style>*{background:url(https://evil.example)}</style>',
  '<base href="https://evil.example/">',
  '<form action=https://evil.example><input name=password></form>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '\u202etpircs<\u202c <scr\0ipt>alert(1)</scr\0ipt>',
  'https://evil.example/"onmouseover="alert(1)',
  'mailto:a@b.example?body=<script>alert(1)</script>',
  '< script >alert(1)</ script >',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
];

test.each(PAYLOADS)('nothing that people write runs: %s', (payload) => {
  expect(dangersIn(toSafeHtml(payload))).toEqual([]);
});

test('control: the check sees what runs', () => {
  expect(dangersIn('<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>')).toEqual([
    'img',
    'img src',
    'img onerror',
    'href javascript:alert(1)',
  ]);
});

test('any mixture of payloads and Markdown is harmless', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      ...PAYLOADS,
      '> ',
      '- ',
      '1. ',
      '\n',
      '\n\n',
      '**',
      '_',
      '`',
      '[',
      '](',
      ')',
      '<',
      '>',
      '"',
      '&#',
      '|---|\n',
    ),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      expect(dangersIn(toSafeHtml(parts.join('')))).toEqual([]);
    }),
  );
});

test('Markdown reads as people mean it', () => {
  expect(toSafeHtml('Exports **fail**\nsince _Monday_')).toBe(
    '<p>Exports <strong>fail</strong><br />\nsince <em>Monday</em></p>',
  );
  expect(toSafeHtml('- one\n- two')).toBe('<ul>\n<li>one</li>\n<li>two</li>\n</ul>');
  expect(toSafeHtml('3. three')).toBe('<ol start="3">\n<li>three</li>\n</ol>');
  expect(toSafeHtml('')).toBe('');
});

test('links open outside, with no way back; pictures become links', () => {
  const rel = 'rel="noopener noreferrer nofollow" target="_blank"';
  expect(toSafeHtml('[log](https://example.com/a?b=1&c=2)')).toBe(
    `<p><a href="https://example.com/a?b=1&amp;c=2" ${rel}>log</a></p>`,
  );
  expect(toSafeHtml('see https://example.com/x')).toBe(
    `<p>see <a href="https://example.com/x" ${rel}>https://example.com/x</a></p>`,
  );
  expect(toSafeHtml('![screen](https://example.com/s.png)')).toBe(
    `<p>!<a href="https://example.com/s.png" ${rel}>screen</a></p>`,
  );
});

test('text that nests without end is no work without end', () => {
  for (const wall of [
    '>'.repeat(50_000),
    '['.repeat(50_000),
    '*a_'.repeat(16_000),
    '- '.repeat(25_000),
    '`'.repeat(50_000),
  ])
    expect(dangersIn(toSafeHtml(wall))).toEqual([]);
});
