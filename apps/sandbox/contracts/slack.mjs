// The contract of Slack's Web API, read with TypeScript's checker from the typings that ship with the installed
// `@slack/web-api` (methods and their arguments) and `@slack/types` (blocks and views), lengths and counts from their comments.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
// Neither package lets its package.json be required; the types are the client's own dependency.
const client = require.resolve('@slack/web-api');
const folderOf = (name) => path.resolve(path.dirname(createRequire(client).resolve(name)), '..');

export const name = 'slack-contract.json';

/** Changes when a package or this generator does; an unchanged fingerprint lets the build keep the file. */
export async function fingerprint() {
  const versions = ['@slack/web-api', '@slack/types'].map(async (one) => {
    const { version } = JSON.parse(await readFile(path.join(folderOf(one), 'package.json'), 'utf8'));
    return version;
  });
  const self = createHash('sha256').update(await readFile(new URL(import.meta.url)));
  return `${(await Promise.all(versions)).join(':')}:${self.digest('hex').slice(0, 12)}`;
}

/** `entry`: the typings to read, normally those installed. */
export async function generate(entry = path.join(folderOf('@slack/web-api'), 'dist/methods.d.ts')) {
  const ts = require('typescript');
  const program = ts.createProgram([entry], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
    strict: true,
    types: ['node'],
  });
  const file = program.getSourceFile(entry);
  const root = file.statements.find((node) => ts.isClassDeclaration(node) && node.name?.text === 'Methods');
  const reader = new Reader(ts, program.getTypeChecker(), root);
  for (const member of root.members) {
    if (ts.isPropertyDeclaration(member))
      reader.methodsIn(reader.checker.getTypeAtLocation(member), member.name.getText());
  }
  return { methods: reader.methods, types: reader.types };
}

class Reader {
  methods = {};
  types = {};
  names = new Map();

  constructor(ts, checker, root) {
    Object.assign(this, { ts, checker, root });
  }

  /** A method is a property that can be called; anything else is a group of methods. */
  methodsIn(type, id) {
    const [signature] = type.getCallSignatures();
    if (!signature) {
      for (const property of this.checker.getPropertiesOfType(type))
        this.methodsIn(this.checker.getTypeOfSymbolAtLocation(property, this.root), `${id}.${property.name}`);
      return;
    }
    const [parameter] = signature.getParameters();
    const given =
      parameter && this.checker.getNonNullableType(this.checker.getTypeOfSymbolAtLocation(parameter, this.root));
    this.methods[id] = given ? this.fieldsOf(given) : {};
    // An import that does not resolve reads as `any`: a contract of nothing must not look like one.
    if (given && given.flags & this.ts.TypeFlags.Any) throw new Error(`The arguments of ${id} cannot be read.`);
  }

  /** Fields of all alternatives together; required is what every alternative requires. */
  fieldsOf(type) {
    const alternatives = type.isUnion() ? type.types : [type];
    const fields = new Map();
    for (const alternative of alternatives) {
      for (const property of this.checker.getPropertiesOfType(alternative)) {
        const value = this.checker.getNonNullableType(this.checker.getTypeOfSymbolAtLocation(property, this.root));
        if (value.flags & this.ts.TypeFlags.Never) continue;
        const known = fields.get(property.name) ?? { found: [], required: 0, comment: this.commentOf(property) };
        fields.set(property.name, known);
        known.found.push(value);
        if (!(property.flags & this.ts.SymbolFlags.Optional)) known.required += 1;
      }
    }
    return Object.fromEntries(
      [...fields].map(([key, { found, required, comment }]) => [
        key,
        {
          ...merged(found.map((value) => this.typeOf(value))),
          ...(required === alternatives.length && { required: true }),
          ...limits(comment),
        },
      ]),
    );
  }

  typeOf(type) {
    const { ts, checker } = this;
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (type.isStringLiteral() || type.isNumberLiteral()) return { values: [type.value] };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (type.isUnion()) return merged(this.withoutOpenBlock(type.types).map((part) => this.typeOf(part)));
    if (checker.isArrayType(type) || checker.isTupleType(type))
      return { array: merged(checker.getTypeArguments(type).map((item) => this.typeOf(item))) };
    const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index) return { map: this.typeOf(index.type) };
    if (type.getProperties().length === 0 || this.isOfNode(type)) return {};
    return { ref: this.named(type) };
  }

  /** `KnownBlock | Block`: the second says that any type will do, which is what the vendor's own server refuses. */
  withoutOpenBlock(parts) {
    const rest = parts.filter((part) => part.symbol?.name !== 'Block');
    return rest.length > 0 ? rest : parts;
  }

  named(type) {
    const known = this.names.get(type);
    if (known) return known;
    const wanted = type.aliasSymbol?.name ?? type.symbol?.name ?? '__type';
    let chosen = wanted;
    for (let count = 2; chosen in this.types || chosen.startsWith('__'); count += 1)
      chosen = `${wanted.replaceAll('_', '')}${count}`;
    this.names.set(type, chosen);
    this.types[chosen] = {};
    this.types[chosen] = this.fieldsOf(type);
    return chosen;
  }

  /** Buffers and streams, which travel as files. */
  isOfNode(type) {
    return (
      type.symbol?.declarations?.some((node) => /[\\/]@types[\\/]node[\\/]/.test(node.getSourceFile().fileName)) ??
      false
    );
  }

  commentOf(property) {
    const tag = property.getJsDocTags(this.checker).find(({ name }) => name === 'description');
    return `${this.ts.displayPartsToString(property.getDocumentationComment(this.checker))} ${this.ts.displayPartsToString(tag?.text)}`;
  }
}

/** One type out of several: equal ones once, closed lists together. */
function merged(found) {
  const flat = found.flatMap((one) => one.anyOf ?? [one]);
  const values = [...new Set(flat.flatMap((one) => one.values ?? []))];
  const rest = new Map(flat.filter((one) => !one.values).map((one) => [JSON.stringify(one), one]));
  // `string | "a"` is any string.
  const open = [...rest.values()].some(({ type }) => type && type === typeof values[0]);
  const all = [...(values.length > 0 && !open ? [{ values }] : []), ...rest.values()];
  return all.length === 1 ? all[0] : { anyOf: all };
}

const number = (text) => Number(text.replaceAll(',', ''));

/**
 * What a comment says about size: `max` and `min` of a text or list itself, `maxText` of the text inside a text object, `maxItemText` of the text
 * of each item. Only sentences that say one thing are read; others are rules by hand.
 */
function limits(comment) {
  const text = comment
    .replace(/\{@link (\S+) ?([^}]*)\}/g, '$2')
    .replaceAll('`', '')
    .replace(/\s+/g, ' ');
  const inItems = /Maximum length for the text in each item is ([\d,]+) characters/i.exec(text);
  const inText =
    /Max(?:imum)? length (?:for|of) the text(?: field)? (?:in|within) th(?:is|e) (?:field|object) is ([\d,]+) characters|Minimum length for the text in this field is 1 and maximum length is ([\d,]+)/i.exec(
      text,
    );
  const own =
    /Maximum length for this field is ([\d,]+)/i.exec(text) ??
    /minimum length is 1 and maximum length is ([\d,]+)/i.exec(text) ??
    /(?:Maximum length of|Limit|Max length of|maximum length of) ([\d,]+) characters/i.exec(text) ??
    /(?:Max(?:imum)? number of (?:items|options) is|maximum of|Max of|Up to) ([\d,]+)(?: items| blocks| elements| options|\.)/i.exec(
      text,
    );
  return {
    ...(inText && { maxText: number(inText[1] ?? inText[2]) }),
    ...(inItems && { maxItemText: number(inItems[1]) }),
    ...(own && !inText && { max: number(own[1]) }),
    ...(/minimum length is 1\b/i.test(text) && !inText && { min: 1 }),
  };
}
