export const noTypeParser = {
  meta: { type: 'problem', docs: { description: 'Type parsers belong to one pool.' } },
  create: (context) => ({
    'MemberExpression, Property'(node) {
      const name = node.type === 'Property' ? node.key.name : (node.property.name ?? node.property.value);
      if (name === 'setTypeParser') {
        context.report({
          node,
          message: 'setTypeParser is global and makes other libraries lie about their types; set parsers per pool.',
        });
      }
    },
  }),
};

const AROUND_TENANCY = new Set([
  'transaction',
  'query',
  'createQueryRunner',
  'manager',
  'getRepository',
  'createQueryBuilder',
]);

export const databaseDoor = {
  meta: { type: 'problem', docs: { description: 'tenancy.run and tenancy.read are the only ways to the database.' } },
  create: (context) => ({
    MemberExpression(node) {
      const method = node.property.name ?? node.property.value;
      if (!AROUND_TENANCY.has(method) || !/^_?(data_?)?source$/i.test(nameOf(node.object) ?? '')) return;
      context.report({
        node,
        message: `dataSource.${method} goes around the tenant and the COMMIT check: use tenancy.run or tenancy.read.`,
      });
    },
  }),
};

/** `source` of `source`, `this.source`, `app.get(DataSource)` (any call that names the class). */
function nameOf(node) {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return node.property.name ?? null;
  if (node.type === 'CallExpression') return node.arguments[0]?.name ?? null;
  if (node.type === 'AwaitExpression' || node.type === 'TSNonNullExpression')
    return nameOf(node.argument ?? node.expression);
  return null;
}

/** `\b` keeps app_now() out: an underscore is part of a word. */
const MACHINE_TIME = /\bnow\s*\(\s*\)|\b(current_timestamp|current_date|localtimestamp|transaction_timestamp)\b/i;

export const productTimeInSql = {
  meta: {
    type: 'problem',
    docs: { description: 'SQL of rules takes tx.now or app_now(), so that the clock can be moved.' },
  },
  create(context) {
    const look = (node, text) => {
      if (typeof text !== 'string' || !MACHINE_TIME.test(text)) return;
      context.report({
        node,
        message: 'now() is machine time, which the sandbox and tests cannot move: pass tx.now, or app_now().',
      });
    };
    return { Literal: (node) => look(node, node.value), TemplateElement: (node) => look(node, node.value.raw) };
  },
};
