/**
 * Asks for `import type` where an import is used as a type only, but not in files with decorators: there the compiler writes
 * types down for the time of running.
 */
export const typeImports = {
  meta: { type: 'suggestion', schema: [] },
  create(context) {
    const declarations = [];
    let isDecorated = false;
    return {
      Decorator: () => {
        isDecorated = true;
      },
      ImportDeclaration: (node) => {
        if (node.importKind !== 'type') declarations.push(node);
      },
      'Program:exit': () => {
        if (isDecorated) return;
        for (const node of declarations) {
          const names = node.specifiers
            .filter((one) => one.importKind !== 'type' && isTypeOnly(context.sourceCode, one))
            .map(({ local }) => local.name);
          if (names.length > 0)
            context.report({
              node,
              message: `Used as types only, so import by \`import type\`: ${names.join(', ')}.`,
            });
        }
      },
    };
  },
};

function isTypeOnly(sourceCode, specifier) {
  const [{ references }] = sourceCode.getDeclaredVariables(specifier);
  return (
    references.length > 0 &&
    references.every((one) => !one.isValueReference || isInTypeQuery(one.identifier.parent))
  );
}

/** `typeof name` where a type is meant. */
function isInTypeQuery(node) {
  return node?.type === 'TSQualifiedName' ? isInTypeQuery(node.parent) : node?.type === 'TSTypeQuery';
}
