import { anchor, escape, json, table } from './docs-html.js';
import type { PlainGuide } from './guide.js';

/** A guide as a section of the page. */
export const guideHtml = ({ id, title, text, tables, flows }: PlainGuide): string =>
  `<section id="guide-${anchor(id)}" class="guide"><h2>${escape(title)}</h2>${text.map((line) => `<p>${escape(line)}</p>`).join('')}
${tables
  .map(
    ({ caption, heads, rows }) =>
      `<h3>${escape(caption)}</h3>${table(
        heads.map(escape),
        rows.map((cells) => cells.map(escape)),
      )}`,
  )
  .join('')}
${flows.map(({ title: name, steps }) => `<h3>${escape(name)}</h3><ol>${steps.map(stepHtml).join('')}</ol>`).join('')}</section>`;

const stepHtml = ({
  who,
  says,
  method,
  path,
  status,
  input,
  answer,
}: PlainGuide['flows'][number]['steps'][number]): string =>
  `<li><p><strong>${escape(who)}</strong>: ${escape(says)}</p><p><code class="method ${method}">${method}</code> <code>${escape(path)}</code></p>
${input ? `<pre>${json(input)}</pre>` : ''}<p>Answer ${status}</p><pre>${json(answer)}</pre></li>`;
