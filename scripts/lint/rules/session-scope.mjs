/** Refuses a service of the client that lives longer than a session, unless the comment on it says that it does, and why. */
export const sessionScope = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    Decorator(node) {
      if (!/^@Injectable\(\{ providedIn: 'root' \}\)$/.test(context.sourceCode.getText(node))) return;
      const before = context.sourceCode.text.slice(0, node.range[0]);
      const [comment = ''] = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\s*$/.exec(before) ?? [];
      if (!comment.replaceAll(/[\s*]+/g, ' ').includes('Outlives sessions'))
        context.report({
          node,
          message:
            'What holds a person’s data, or uses what does, is provided in SessionScope; for anything else say: “Outlives sessions: …”.',
        });
    },
  }),
};
