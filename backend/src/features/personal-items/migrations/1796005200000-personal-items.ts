import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What belongs to one person, with the count of its changes. */
export class PersonalItems1796005200000 implements MigrationInterface {
  name = 'PersonalItems1796005200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- The person's lock: whoever changes an item holds their row.
      CREATE TABLE personal_item_counts (
        user_id uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
        revision bigint NOT NULL DEFAULT 0,
        -- Up to here items that are gone may be forgotten: who holds less, but something, begins anew.
        forgotten_revision bigint NOT NULL DEFAULT 0
      )`);
    await queryRunner.query(`
      CREATE TABLE personal_items (
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        kind text COLLATE "C" NOT NULL,
        id text COLLATE "C" NOT NULL,
        -- The person's count at which it last changed.
        revision bigint NOT NULL,
        -- Null for an item that is gone.
        value jsonb,
        -- The person must see it for the item to be theirs; null for none, and for an item that is gone.
        conversation_id uuid REFERENCES conversations,
        changed_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, kind, id),
        CONSTRAINT personal_items_revision UNIQUE (user_id, revision)
      )`);
    await queryRunner.query(`
      CREATE INDEX personal_items_conversation ON personal_items (conversation_id, user_id)
        WHERE conversation_id IS NOT NULL`);
    await queryRunner.query(
      `CREATE INDEX personal_items_gone ON personal_items (changed_at) WHERE value IS NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE personal_items, personal_item_counts`);
  }
}
