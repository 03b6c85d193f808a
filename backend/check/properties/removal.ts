import type { Property } from './evidence.js';

/** Nobody is notified of what was asked for after their removal was acknowledged. */
export const nothingAfterRemoval: Property = ({ history, conversationId }) =>
  history.memberships.intrusions
    .filter((intrusion) => intrusion.conversationId === conversationId)
    .flatMap(({ who, revision, how, outSince }) => {
      const invokedAt = history.ledger.invokedAt(conversationId, revision);
      return invokedAt !== null && invokedAt > outSince
        ? [
            {
              what: `${how} notified of revision ${revision}, which came after the removal was acknowledged`,
              who,
            },
          ]
        : [];
    });
