// The contract of Google's APIs, read from the typings that ship with the installed `googleapis`: path templates, verbs
// and required parameters from the .js, query parameters, bodies, scopes and closed value lists from the .d.ts.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
/** Name in method ids (as in Google's discovery documents), folder of the package, version. */
const APIS = [
  ['calendar', 'calendar', 'v3'],
  ['gmail', 'gmail', 'v1'],
  ['drive', 'drive', 'v3'],
  ['docs', 'docs', 'v1'],
  ['directory', 'admin', 'directory_v1'],
];

export const name = 'google-contract.json';

/** Changes when the package or this generator does; an unchanged fingerprint lets the build keep the file. */
export async function fingerprint() {
  const installed = JSON.parse(await readFile(require.resolve('googleapis/package.json'), 'utf8'));
  const self = await readFile(new URL(import.meta.url));
  return `${installed.version}:${createHash('sha256').update(self).digest('hex').slice(0, 12)}`;
}

/** `folder` is the package to read, by default the installed one. */
export async function generate(folder = path.dirname(require.resolve('googleapis/package.json'))) {
  const ts = require('typescript');
  const contract = { methods: [], schemas: {} };
  for (const [api, home, version] of APIS) {
    const base = path.join(folder, 'build/src/apis', home, version);
    const typings = readTypings(ts, api, await readFile(`${base}.d.ts`, 'utf8'));
    Object.assign(contract.schemas, typings.schemas);
    contract.methods.push(...readMethods(ts, api, await readFile(`${base}.js`, 'utf8'), typings));
  }
  return contract;
}

/** `Resource$Users$Settings` → `gmail.users.settings`, the id Google's discovery documents use. */
const resourceId = (api, className) =>
  [
    api,
    ...className
      .slice('Resource$'.length)
      .split('$')
      .map((part) => part[0].toLowerCase() + part.slice(1)),
  ].join('.');

/** Values of a closed list in a comment: `Possible values are: - "a" - ...`. */
function closedValues(comment) {
  if (!/Possible values are|Acceptable values are|Valid values/.test(comment)) return undefined;
  const values = [...comment.matchAll(/- "([^"]+)" - /g)].map((match) => match[1]);
  return values.length > 1 ? values : undefined;
}

function readTypings(ts, api, source) {
  const file = ts.createSourceFile('api.d.ts', source, ts.ScriptTarget.Latest, true);
  const schemas = {};
  const params = {};
  const methods = {};
  const comment = (node) =>
    ts
      .getJSDocCommentsAndTags(node)
      .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
      .join('\n');
  const named = (members) =>
    Object.fromEntries(
      members.filter(ts.isPropertySignature).map((member) => {
        const values = closedValues(comment(member));
        return [member.name.text ?? member.name.getText(), { ...typeOf(member.type), ...(values && { values }) }];
      }),
    );
  const typeOf = (node) => {
    if (!node) return {};
    if (ts.isUnionTypeNode(node)) {
      const parts = node.types.filter(
        (part) => !(ts.isLiteralTypeNode(part) && part.literal.kind === ts.SyntaxKind.NullKeyword),
      );
      return parts.length === 1 ? typeOf(parts[0]) : {};
    }
    if (ts.isArrayTypeNode(node)) return { array: typeOf(node.elementType) };
    if (ts.isTypeReferenceNode(node)) {
      const target = node.typeName.getText();
      return target.startsWith('Schema$') ? { ref: `${api}.${target.slice(7)}` } : {};
    }
    if (ts.isTypeLiteralNode(node)) {
      const index = node.members.find(ts.isIndexSignatureDeclaration);
      return index ? { map: typeOf(index.type) } : { object: named(node.members) };
    }
    const kinds = {
      [ts.SyntaxKind.StringKeyword]: 'string',
      [ts.SyntaxKind.NumberKeyword]: 'number',
      [ts.SyntaxKind.BooleanKeyword]: 'boolean',
    };
    return kinds[node.kind] ? { type: kinds[node.kind] } : {};
  };
  const visit = (node) => {
    if (ts.isInterfaceDeclaration(node)) {
      if (node.name.text.startsWith('Schema$')) schemas[`${api}.${node.name.text.slice(7)}`] = named(node.members);
      if (node.name.text.startsWith('Params$Resource$')) params[node.name.text] = named(node.members);
    }
    if (ts.isMethodDeclaration(node) && ts.isClassDeclaration(node.parent)) {
      const parameter = node.parameters[0]?.type?.getText();
      const id = `${node.parent.name.text}.${node.name.getText()}`;
      // Only the first overload carries the comment with the accepted scopes.
      if (parameter?.startsWith('Params$Resource') && !methods[id]) {
        const block = /scopes: \[([^\]]*)\]/.exec(node.getFullText())?.[1] ?? '';
        methods[id] = { parameter, scopes: [...block.matchAll(/'([^']+)'/g)].map((match) => match[1]) };
      }
      const answer = /Schema\$(\w+)/.exec(node.type?.getText() ?? '')?.[1];
      if (answer && methods[id]) methods[id].response ??= `${api}.${answer}`;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { schemas, params, methods };
}

function readMethods(ts, api, source, typings) {
  const found = [];
  const file = ts.createSourceFile('api.js', source, ts.ScriptTarget.Latest, true);
  const list = (text, key) =>
    [...(new RegExp(`${key}: \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '').matchAll(/'([^']+)'/g)].map((match) => match[1]);
  const visit = (node, className, methodName) => {
    if (ts.isClassDeclaration(node)) className = node.name.text;
    if (ts.isMethodDeclaration(node)) methodName = node.name.getText();
    if (
      ts.isVariableDeclaration(node) &&
      node.name.getText() === 'parameters' &&
      ts.isObjectLiteralExpression(node.initializer)
    ) {
      const text = node.initializer.getText();
      const typed = typings.methods[`${className}.${methodName}`];
      const { requestBody, resource: _resource, media: _media, ...rest } = typings.params[typed.parameter] ?? {};
      const pathParams = list(text, 'pathParams');
      const upload = /mediaUrl: \(rootUrl \+ '([^']+)'/.exec(text)?.[1];
      found.push({
        id: `${resourceId(api, className)}.${methodName}`,
        verb: /method: '([A-Z]+)'/.exec(text)[1],
        path: /rootUrl \+\s*'([^']+)'/.exec(text)[1],
        pathParams,
        required: list(text, 'requiredParams').filter((key) => !pathParams.includes(key)),
        query: Object.fromEntries(Object.entries(rest).filter(([key]) => !pathParams.includes(key))),
        scopes: typed.scopes,
        ...(requestBody?.ref && { body: requestBody.ref }),
        ...(typed.response && { response: typed.response }),
        ...(upload && { upload }),
      });
    }
    ts.forEachChild(node, (child) => visit(child, className, methodName));
  };
  visit(file);
  return found;
}
