import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createConversation } from '../create-conversation.js';
import { createTestApp, type TestApp } from '../create-test-app.js';
import { createUser } from '../create-user.js';
import { sendMessage } from '../send-message.js';
import { stored } from './stored.js';

describe('the digest of all that is stored', () => {
  let app: TestApp;
  beforeAll(async () => (app = await createTestApp()));
  afterAll(() => app.close());

  const run = (statement: string) => app.get(DataSource).query(statement);

  it('changes with every row that is added, written or taken away, and not with who was seen last', async () => {
    const user = await createUser(app);
    const { id } = await createConversation(app, user);
    await sendMessage(app, user, id);
    let before = await stored(app);
    expect(await stored(app)).toBe(before);
    await run(`UPDATE users SET last_seen_at = now()`);
    expect(await stored(app)).toBe(before);
    for (const statement of [
      `UPDATE users SET display_name = display_name || '!' WHERE id = '${user.id}'`,
      `UPDATE messages SET body = 'else'`,
      `UPDATE participants SET last_read_seq = 0`,
      `DELETE FROM messages`,
    ]) {
      await run(statement);
      const after = await stored(app);
      expect({ statement, changed: after !== before }).toEqual({ statement, changed: true });
      before = after;
    }
  });
});
