import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People, sessions, conversations, participants, messages, mentions. */
export class Initial1700000000000 implements MigrationInterface {
  name = 'Initial1700000000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await queryRunner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        -- The e-mail without regard to case.
        email_key text NOT NULL CONSTRAINT users_email_key UNIQUE,
        display_name text NOT NULL,
        -- Name and e-mail, lower case, no accents: what the directory searches and sorts by.
        search_text text COLLATE "C" NOT NULL,
        avatar_url text,
        role text NOT NULL CHECK (role IN ('admin', 'member')),
        disabled boolean NOT NULL DEFAULT false,
        locale text NOT NULL DEFAULT 'fr' CHECK (locale IN ('fr', 'en')),
        theme text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
        password_hash text,
        last_seen_at timestamptz(3),
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await queryRunner.query(`CREATE INDEX users_directory ON users (search_text, id)`);
    await queryRunner.query(`CREATE INDEX users_search ON users USING gin (search_text gin_trgm_ops)`);
    await queryRunner.query(`
      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3)
      )`);
    await queryRunner.query(`CREATE INDEX sessions_live ON sessions (user_id) WHERE ended_at IS NULL`);
    await queryRunner.query(`CREATE INDEX sessions_expiry ON sessions (expires_at)`);
    await queryRunner.query(`
      CREATE TABLE refresh_tokens (
        token_hash bytea PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        spent_at timestamptz(3)
      )`);
    await queryRunner.query(`CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id)`);
    await queryRunner.query(`
      CREATE TABLE setup_tokens (
        token_hash bytea PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        expires_at timestamptz(3) NOT NULL,
        spent_at timestamptz(3)
      )`);
    await queryRunner.query(`CREATE INDEX setup_tokens_user ON setup_tokens (user_id)`);
    await queryRunner.query(`
      CREATE TABLE conversations (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('direct', 'group', 'channel')),
        visibility text NOT NULL CHECK (visibility IN ('private', 'public')),
        title text,
        topic text,
        -- The title, lower case, no accents: what the list of channels searches and sorts by.
        search_text text COLLATE "C" NOT NULL DEFAULT '',
        -- Both ids of a direct, in order: the same two people have one direct.
        direct_key text CONSTRAINT conversations_direct_key UNIQUE,
        last_seq bigint NOT NULL DEFAULT 0,
        revision bigint NOT NULL DEFAULT 1,
        participant_count integer NOT NULL,
        -- The revision at which participants last came or went: says whether a cached list of them is right.
        participants_revision bigint NOT NULL DEFAULT 1,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        -- The last message, or the creation.
        last_active_at timestamptz(3) NOT NULL DEFAULT now(),
        archived_at timestamptz(3)
      )`);
    await queryRunner.query(`
      CREATE INDEX conversations_public ON conversations (search_text, id)
        WHERE kind = 'channel' AND visibility = 'public'`);
    await queryRunner.query(`
      CREATE INDEX conversations_public_search ON conversations USING gin (search_text gin_trgm_ops)
        WHERE kind = 'channel' AND visibility = 'public'`);
    await queryRunner.query(`
      CREATE TABLE participants (
        conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users,
        role text NOT NULL CHECK (role IN ('owner', 'member')),
        -- The order in which they came: who is first in lists, and who inherits a conversation.
        position bigint GENERATED ALWAYS AS IDENTITY,
        joined_at timestamptz(3) NOT NULL DEFAULT now(),
        last_read_seq bigint NOT NULL DEFAULT 0,
        read_at timestamptz(3),
        last_delivered_seq bigint NOT NULL DEFAULT 0,
        delivered_at timestamptz(3),
        PRIMARY KEY (conversation_id, user_id)
      )`);
    await queryRunner.query(`CREATE INDEX participants_user ON participants (user_id, conversation_id)`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX participants_order ON participants (conversation_id, position)`,
    );
    await queryRunner.query(`
      CREATE TABLE messages (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
        seq bigint NOT NULL,
        -- The conversation's revision at which this message last changed.
        revision bigint NOT NULL,
        sender_id uuid NOT NULL REFERENCES users,
        client_message_id uuid NOT NULL,
        body text NOT NULL,
        reply_to_id uuid REFERENCES messages,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        edited_at timestamptz(3),
        deleted_at timestamptz(3),
        CONSTRAINT messages_seq UNIQUE (conversation_id, seq),
        CONSTRAINT messages_revision UNIQUE (conversation_id, revision),
        CONSTRAINT messages_client_message_id UNIQUE (sender_id, client_message_id)
      )`);
    await queryRunner.query(`
      CREATE TABLE mentions (
        message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        conversation_id uuid NOT NULL,
        seq bigint NOT NULL,
        PRIMARY KEY (message_id, user_id)
      )`);
    await queryRunner.query(`CREATE INDEX mentions_unread ON mentions (user_id, conversation_id, seq)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE mentions, messages, participants, conversations, setup_tokens, refresh_tokens, sessions, users`);
    await queryRunner.query(`DROP EXTENSION IF EXISTS pg_trgm`);
  }
}
