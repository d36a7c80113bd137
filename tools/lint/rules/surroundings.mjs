const nameOf = (node) => node?.property?.name ?? node?.property?.value;
const isGlobal = (node, name) =>
  (node?.type === 'Identifier' && node.name === name) ||
  (node?.type === 'MemberExpression' && node.object.name === 'globalThis' && nameOf(node) === name);

export const noWallClock = {
  meta: { type: 'problem', docs: { description: 'Rules take now as an argument; in a service it is tx.now.' } },
  create(context) {
    const report = (node, what) =>
      context.report({
        node,
        message: `${what} cannot be moved by a test or the sandbox: take now as an argument (tx.now in a service).`,
      });
    return {
      NewExpression(node) {
        if (isGlobal(node.callee, 'Date') && node.arguments.length === 0) report(node, 'new Date()');
      },
      CallExpression(node) {
        if (isGlobal(node.callee, 'Date')) report(node, 'Date()');
      },
      MemberExpression(node) {
        if (isGlobal(node.object, 'Date') && nameOf(node) === 'now') report(node, 'Date.now');
        if (isGlobal(node.object, 'Temporal') && nameOf(node) === 'Now') report(node, 'Temporal.Now');
      },
    };
  },
};

export const environmentDoor = {
  meta: { type: 'problem', docs: { description: 'config/env.ts is the only reader of process.env.' } },
  create: (context) => ({
    MemberExpression(node) {
      if (node.object.name !== 'process' || nameOf(node) !== 'env') return;
      context.report({ node, message: 'Settings are read and checked once, in config/env.ts: take them from Env.' });
    },
  }),
};
