import { builtinModules } from 'node:module';
import { importRule } from './imports.mjs';

const BUILTINS = new Set(builtinModules);

export const noNodeBuiltins = importRule(
  'Libraries that run in browsers and Apps Script use nothing of Node.',
  ({ source }) =>
    source.startsWith('node:') || BUILTINS.has(source.split('/')[0])
      ? `${source} does not exist in browsers and Apps Script.`
      : null,
);

/** Options: `{ packages: [...] }`, the packages of which only types may be used. */
export const typesOnly = importRule(
  'Only types of these packages.',
  ({ source, typeOnly, options }) =>
    !typeOnly && options.packages.includes(source)
      ? `Only types of ${source} may be used here: write "import type".`
      : null,
  [{ type: 'object', properties: { packages: { type: 'array', items: { type: 'string' } } } }],
);

const SERVICES =
  /^(CardService|UrlFetchApp|ScriptApp|PropertiesService|CacheService|LockService|GmailApp|CalendarApp|Calendar|Session|Utilities|Logger)$/;

/** Names of properties, of types and of own declarations are no uses of Google's services. */
const NO_USE = {
  MemberExpression: (parent, node) => parent.property === node && !parent.computed,
  Property: (parent, node) => parent.key === node && !parent.computed && !parent.shorthand,
  PropertyDefinition: (parent, node) => parent.key === node && !parent.computed,
  MethodDefinition: (parent, node) => parent.key === node && !parent.computed,
  TSQualifiedName: () => true,
  TSTypeReference: () => true,
  TSTypeAliasDeclaration: () => true,
  TSInterfaceDeclaration: () => true,
  TSPropertySignature: () => true,
  ImportSpecifier: () => true,
};

export const addonServices = {
  meta: { type: 'problem', docs: { description: "Google's services are used in the printer and in google/ only." } },
  create: (context) => ({
    Identifier(node) {
      if (!SERVICES.test(node.name) || NO_USE[node.parent?.type]?.(node.parent, node)) return;
      context.report({
        node,
        message: `${node.name} belongs into the printer or google/: the rest is tested without Google.`,
      });
    },
  }),
};
