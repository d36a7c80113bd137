import path from 'node:path';

/**
 * A rule that looks at everything a file imports or re-exports, statically or not.
 * `check({ source, target, node, typeOnly, names, file })` answers a message, or nothing. `target` is the absolute path that
 * a relative import names; null for packages.
 */
export function importRule(description, check, schema = []) {
  return {
    meta: { type: 'problem', docs: { description }, schema },
    create(context) {
      const file = context.filename.replaceAll('\\', '/');
      const look = (node, source, typeOnly, names = []) => {
        if (typeof source !== 'string') return;
        const target = source.startsWith('.') ? path.posix.join(path.posix.dirname(file), source) : null;
        const message = check({ source, target, node, typeOnly, names, file, options: context.options[0] ?? {} });
        if (message) context.report({ node, message });
      };
      return {
        ImportDeclaration(node) {
          const names = node.specifiers.map(({ imported, local }) => imported?.name ?? local.name);
          const typeOnly =
            node.importKind === 'type' ||
            (node.specifiers.length > 0 && node.specifiers.every(({ importKind }) => importKind === 'type'));
          look(node, node.source.value, typeOnly, names);
        },
        ExportNamedDeclaration: (node) => look(node, node.source?.value, node.exportKind === 'type'),
        ExportAllDeclaration: (node) => look(node, node.source.value, node.exportKind === 'type'),
        ImportExpression: (node) => look(node, node.source.value, false),
      };
    },
  };
}

/** The part of a path below `apps/api/src/`, or null elsewhere. */
export function insideApi(file) {
  const marker = '/apps/api/src/';
  const at = file.lastIndexOf(marker);
  return at < 0 ? null : file.slice(at + marker.length);
}

/** The module a file of the API belongs to: `coverage` for modules/coverage/x.ts; null outside modules/. */
export function moduleOf(file) {
  return /^modules\/([^/]+)\//.exec(insideApi(file) ?? '')?.[1] ?? null;
}
