import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where words of names and e-mails begin, which ranks who is found in the directory. */
export class DirectoryWords1795709000000 implements MigrationInterface {
  name = 'DirectoryWords1795709000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // As `wordSeparators` of the contract.
    const separators = ` \u00A0\u202F-‐‑–—''’‘ʼ.,_+()[]«»"“”/&·`;
    const spaces = ' '.repeat(separators.length - 1);
    const words = (text: string) => `' ' || translate(${text}, '${separators}', '${spaces}')`;
    // Kept, because translating the names of 10,000 people for each search takes a tenth of a second.
    await queryRunner.query(`
      ALTER TABLE users
        -- The name as it is searched, with a space before each word: search_text is the name and then the e-mail.
        ADD COLUMN name_words text COLLATE "C" NOT NULL
          GENERATED ALWAYS AS (${words('left(search_text, -length(email_key) - 1)')}) STORED,
        -- The same of the e-mail; what follows the @ is left as it is.
        ADD COLUMN email_words text COLLATE "C" NOT NULL GENERATED ALWAYS AS (
          ${words(`split_part(email_key, '@', 1)`)} || substr(email_key, strpos(email_key, '@'))
        ) STORED`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE users DROP COLUMN name_words, DROP COLUMN email_words`);
  }
}
