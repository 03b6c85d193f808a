/**
 * CTEs of a statement whose CTE `messages` holds new messages (`conversation_id`, `sender_id`, `seq`, `revision`, `created_at`): they
 * move the conversations and the senders' markers along, and keep when.
 */
export const movingAlong = (messages: string): string => `
  advanced AS (
    UPDATE conversations c
    SET last_seq = last.seq, revision = last.revision, updated_at = last.at, last_active_at = last.at
    FROM (SELECT conversation_id, max(seq) AS seq, max(revision) AS revision, max(created_at) AS at
          FROM ${messages} GROUP BY conversation_id) last
    WHERE c.id = last.conversation_id
  ), marked AS (
    UPDATE participants p
    SET last_read_seq = last.seq, read_at = last.at, last_delivered_seq = last.seq, delivered_at = last.at
    FROM (SELECT conversation_id, sender_id, max(seq) AS seq, max(created_at) AS at
          FROM ${messages} GROUP BY conversation_id, sender_id) last
    WHERE p.conversation_id = last.conversation_id AND p.user_id = last.sender_id
    RETURNING p.conversation_id, p.user_id, p.last_read_seq, p.read_at
  ), kept AS (
    INSERT INTO marker_advance_blocks AS b (conversation_id, user_id, kind, seqs, ats)
    SELECT conversation_id, user_id, 'read', ARRAY[last_read_seq], ARRAY[read_at] FROM marked
    ON CONFLICT (conversation_id, user_id, kind, block, day)
    DO UPDATE SET seqs = b.seqs || excluded.seqs, ats = b.ats || excluded.ats
  )`;
