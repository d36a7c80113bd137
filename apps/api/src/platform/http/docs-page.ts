import { type ErrorCode, ERRORS } from '@understudy/contracts';
import type { Schema } from './example.js';
import { anchor, escape, json, table } from './docs-html.js';
import { guideHtml } from './guide-html.js';
import type { OpenApi, Operation, Parameter } from './openapi.js';

/** The whole API on one page without scripts: readable offline and under the strict content security policy. */
export function docsPage(api: OpenApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const groups = api.tags.map(({ name }) => ({
    name,
    listed: operations.filter(({ operation }) => operation.tags.includes(name)),
  }));
  const guides = api['x-guides'];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Understudy API</title><link rel="stylesheet" href="/api/docs/style.css"></head>
<body><header><h1>Understudy API <small>${escape(api.info.version)}</small></h1><p>${escape(api.info.description)}</p>
<p><a href="/api/openapi.json">OpenAPI ${escape(api.openapi)} document</a> · <a href="#errors">All error codes</a></p></header>
<nav aria-label="Areas"><ul>${guides.map(({ id, title }) => `<li><a href="#guide-${anchor(id)}">${escape(title)}</a></li>`).join('')}${groups.map(({ name }) => `<li><a href="#${anchor(name)}">${escape(name)}</a></li>`).join('')}</ul></nav>
<main>${guides.map(guideHtml).join('')}${groups.map(({ name, listed }) => `<section id="${anchor(name)}"><h2>${escape(name)}</h2>${listed.map(operationHtml).join('')}</section>`).join('')}
<section><h2>Schemas</h2>${Object.entries(api.components.schemas).map(schemaHtml).join('')}</section>
<section id="errors"><h2>Error codes</h2>${errorTable(Object.keys(ERRORS) as ErrorCode[], true)}</section></main></body></html>`;
}

function operationHtml({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const body = operation.requestBody?.content['application/json'];
  const [success] = Object.entries(operation.responses);
  const answer = success?.[1].content?.['application/json'];
  return `<details id="${escape(operation.operationId)}"><summary><code class="method ${method}">${method}</code> <code>${escape(path)}</code> <span>${escape(operation.summary)}</span></summary>
<p><strong>${escape(operation.operationId)}</strong> · ${escape(operation.description)}</p>
${operation.parameters.length > 0 ? parameterTable(operation.parameters) : ''}
${body ? `<h4>Body</h4>${fieldTable(body.schema)}<pre>${json(body.example)}</pre>` : ''}
<h4>Answer ${escape(success?.[0] ?? '')}</h4>${answer ? `<p>${typeOf(answer.schema)}</p><pre>${json(answer.example)}</pre>` : `<p>${escape(success?.[1].description ?? '')}</p>`}
<h4>Errors</h4>${errorTable(operation['x-errors'], false)}</details>`;
}

const parameterTable = (parameters: readonly Parameter[]): string =>
  table(
    ['Parameter', 'In', 'Type', ''],
    parameters.map(({ name, in: place, schema, required, description }) => [
      `<code>${escape(name)}</code>`,
      place,
      typeOf(schema),
      `${required ? 'required' : ''} ${escape(description ?? '')}`,
    ]),
  );

const fieldTable = (schema: Schema): string =>
  table(
    ['Field', 'Type', ''],
    Object.entries(schema.properties ?? {}).map(([name, inner]) => [
      `<code>${escape(name)}</code>`,
      typeOf(inner),
      schema.required?.includes(name) ? 'required' : '',
    ]),
  );

const schemaHtml = ([name, schema]: [string, Schema]): string =>
  `<details id="schema-${escape(name)}"><summary><code>${escape(name)}</code></summary>${schema.properties ? fieldTable(schema) : `<p>${typeOf(schema)}</p>`}</details>`;

const errorTable = (codes: readonly ErrorCode[], withIds: boolean): string =>
  table(
    ['Status', 'Code', 'Meaning'],
    [...codes]
      .sort((one, other) => ERRORS[one].status - ERRORS[other].status)
      .map((code) => [
        String(ERRORS[code].status),
        `<code${withIds ? ` id="${code}"` : ''}>${code}</code>`,
        escape(ERRORS[code].detail),
      ]),
  );

/** A type in words: "text (uuid)", "list of PersonRef", "open | closed". */
function typeOf(schema: Schema): string {
  if (schema.$ref) {
    const name = escape(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return `<code>${json(schema.const)}</code>`;
  if (schema.enum) return schema.enum.map((value) => `<code>${escape(value)}</code>`).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeOf).join(' | ');
  if (schema.type === 'array') return `list of ${typeof schema.items === 'object' ? typeOf(schema.items) : 'anything'}`;
  const name =
    { string: 'text', integer: 'whole number', null: 'null', object: 'object' }[String(schema.type)] ??
    schema.type ??
    'anything';
  return escape(schema.format ? `${String(name)} (${schema.format})` : name);
}

export const DOCS_STYLE = `:root{color-scheme:light dark;--ink:light-dark(#1c2530,#e6ebf0);--soft:light-dark(#4a5663,#aab4bf);--page:light-dark(#f6f7f9,#14181d);--card:light-dark(#fff,#1d232a);--line:light-dark(#d8dee5,#333c46);--link:light-dark(#1d5fbf,#8db9f5);font:16px/1.5 system-ui,sans-serif}
*{box-sizing:border-box}body{margin:0 auto;max-width:72rem;padding:1.5rem;background:var(--page);color:var(--ink)}
h1{font-size:1.7rem;margin:0}h1 small{font-size:1rem;font-weight:400;color:var(--soft)}h2{font-size:1.2rem;margin:2rem 0 .5rem;text-transform:capitalize}h3{font-size:1.02rem;margin:1.4rem 0 .4rem}h4{margin:1rem 0 .25rem;font-size:.95rem}p{margin:.4rem 0}
a{color:var(--link)}code,pre{font:0.875rem/1.45 ui-monospace,Menlo,Consolas,monospace}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0;margin:1rem 0}
details{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:.4rem 0;padding:.5rem .9rem}summary{cursor:pointer;overflow-wrap:anywhere}summary span{color:var(--soft);margin-left:.5rem}summary:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.method{display:inline-block;min-width:4rem;font-weight:700}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}
pre{background:var(--page);border:1px solid var(--line);border-radius:6px;padding:.7rem;overflow-x:auto;max-height:24rem}`;
