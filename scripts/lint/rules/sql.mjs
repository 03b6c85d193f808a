const methods = new Set(['query', 'createQueryBuilder']);

/** Refuses calls of the methods that take SQL. */
export const sql = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    CallExpression(node) {
      if (methods.has(node.callee.property?.name))
        context.report({ node, message: 'SQL lives in repositories, migrations and platform/database.' });
    },
  }),
};
