// The contract of CardService, read from the typings of @types/google-apps-script: every class with its methods, their
// parameters and types, and every enum. The fake (src/apps-script) checks each call against it.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const typings = () => require.resolve('@types/google-apps-script/google-apps-script.card-service.d.ts');

export const name = 'card-service.json';

/** Changes when the typings or this generator do. */
export async function fingerprint() {
  const hash = createHash('sha256');
  hash.update(await readFile(typings()));
  hash.update(await readFile(new URL(import.meta.url)));
  return hash.digest('hex').slice(0, 16);
}

export async function generate() {
  const ts = require('typescript');
  const source = ts.createSourceFile(
    'card-service.d.ts',
    await readFile(typings(), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const classes = {};
  const enums = {};
  const visit = (node) => {
    if (ts.isEnumDeclaration(node)) enums[node.name.text] = node.members.map((member) => member.name.getText(source));
    if (ts.isInterfaceDeclaration(node)) classes[node.name.text] = methodsOf(ts, source, node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { classes, enums };
}

/** name → the signatures it is overloaded with. Deprecated ones are left out: our code must not call them. */
function methodsOf(ts, source, declaration) {
  const methods = {};
  for (const member of declaration.members.filter(ts.isMethodSignature)) {
    if (ts.getJSDocDeprecatedTag(member)) continue;
    (methods[member.name.getText(source)] ??= []).push({
      parameters: member.parameters.map((parameter) => ({
        name: parameter.name.getText(source),
        optional: parameter.questionToken !== undefined,
        type: typeOf(ts, source, parameter.type),
      })),
      returns: member.type.getText(source).replace(/^.*\./, ''),
    });
  }
  return methods;
}

function typeOf(ts, source, type) {
  if (!type || type.kind === ts.SyntaxKind.AnyKeyword) return { kind: 'any' };
  if (ts.isArrayTypeNode(type)) return { kind: 'array', of: typeOf(ts, source, type.elementType) };
  if (ts.isTypeLiteralNode(type)) return { kind: 'text-map' };
  if (type.kind === ts.SyntaxKind.StringKeyword) return { kind: 'text' };
  if (type.kind === ts.SyntaxKind.NumberKeyword) return { kind: 'number' };
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return { kind: 'boolean' };
  const name = type.getText(source).replace(/^.*\./, '');
  return name === 'Integer' ? { kind: 'integer' } : { kind: 'class', name };
}
