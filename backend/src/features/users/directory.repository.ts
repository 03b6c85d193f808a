import { Injectable } from '@nestjs/common';
import { personRanks, wordStarts, type PersonRank } from '@litspark/shared-contracts';
import { containing } from '../../platform/database/like-pattern.js';
import { columnsOf, queryRows } from '../../platform/database/query-rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { UserEntity } from './user.entity.js';

/** Of how many people, who match, the order of writing with them counts: as many as a cursor can hold. */
export const favouritesMax = 100;

interface Filter {
  /** Each must occur in the name or the e-mail; folded. */
  words: readonly string[];
  /** These only. */
  ids: readonly string[] | null;
  /** The participants of this conversation only. */
  conversationId: string | null;
  /** Whether disabled ones count too. */
  withDisabled: boolean;
  limit: number;
}

export interface DirectoryQuery extends Filter {
  after: { searchText: string; id: string } | null;
}

export interface RankedPosition {
  rank: PersonRank;
  /** From 1 on among favourites; one more than there may be for others. */
  favour: number;
  searchText: string;
  id: string;
}

export interface RankedQuery extends Filter {
  /** Who comes first among equals, in this order; of those who match the first `favouritesMax` count. */
  favourites: readonly string[];
  after: RankedPosition | null;
}

/** `favourites` are those who match, the same in each row. */
export type RankedUser = UserEntity & RankedPosition & { favourites: string[] };

@Injectable()
export class DirectoryRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** By name, then by id. */
  byName({ after, limit, ...filter }: DirectoryQuery): Promise<UserEntity[]> {
    const parameters = [after?.searchText ?? null, after?.id ?? null, limit];
    return this.rows(
      `SELECT ${this.columns()} FROM users u
       WHERE ($1::text IS NULL OR (u.search_text, u.id) > ($1 COLLATE "C", $2::uuid)) ${conditions(filter, parameters)}
       ORDER BY u.search_text, u.id LIMIT $3`,
      parameters,
    );
  }

  /** By rank (`personRank`), favourites first among equals, then by name and id. */
  ranked({ after, limit, favourites, ...filter }: RankedQuery): Promise<RankedUser[]> {
    const { rank = null, favour = null, searchText = null, id = null } = after ?? {};
    const parameters: unknown[] = [rank, favour, searchText, id, limit, favourites];
    const matches = conditions(filter, parameters);
    const starts = filter.words.map((word) => {
      const place = parameters.push(containing(wordStarts(word)));
      return { name: `u.name_words LIKE $${place}`, email: `u.email_words LIKE $${place}` };
    });
    const inName = starts.map(({ name }) => name).join(' AND ');
    const inEither = starts.map(({ name, email }) => `(${name} OR ${email})`).join(' AND ');
    const text = `WITH favourite AS (
         SELECT u.id, row_number() OVER (ORDER BY given.place)::int AS favour
         FROM unnest($6::uuid[]) WITH ORDINALITY given (id, place) JOIN users u ON u.id = given.id
         WHERE true ${matches} ORDER BY given.place LIMIT ${favouritesMax}
       ), found AS (
         SELECT u.id, u.search_text, coalesce(favourite.favour, ${favouritesMax + 1}) AS favour,
                CASE WHEN ${inName} THEN ${personRanks.name} WHEN ${inEither} THEN ${personRanks.email}
                     ELSE ${personRanks.elsewhere} END AS rank
         FROM users u
         LEFT JOIN favourite ON favourite.id = u.id
         WHERE true ${matches}
       ), page AS (
         SELECT * FROM found
         WHERE $1::int IS NULL OR (rank, favour, search_text, id) > ($1, $2::int, $3::text COLLATE "C", $4::uuid)
         ORDER BY rank, favour, search_text, id LIMIT $5
       )
       SELECT ${this.columns()}, page.rank, page.favour,
              ARRAY(SELECT id FROM favourite ORDER BY favour)::text[] AS favourites
       FROM page JOIN users u ON u.id = page.id
       ORDER BY page.rank, page.favour, page.search_text, page.id`;
    return this.unitOfWork.snapshot(() => this.rows(text, parameters), { mayScan: true });
  }

  private columns(): string {
    return columnsOf(this.unitOfWork.manager, UserEntity, 'u');
  }

  private rows<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return queryRows(this.unitOfWork.manager, sql, parameters);
  }
}

/** What a person must meet, as `AND …`; adds its values to `parameters`. */
function conditions(
  { words, ids, conversationId, withDisabled }: Omit<Filter, 'limit'>,
  parameters: unknown[],
): string {
  const met: string[] = [];
  if (!withDisabled) met.push('AND NOT u.disabled');
  if (ids) met.push(`AND u.id = ANY($${parameters.push(ids)}::uuid[])`);
  if (conversationId !== null) {
    const given = `$${parameters.push(conversationId)}::uuid`;
    met.push(`AND u.id IN (SELECT user_id FROM participants WHERE conversation_id = ${given})`);
  }
  // Each by itself: `LIKE ALL (…)` can't use the index of trigrams.
  for (const word of words) met.push(`AND u.search_text LIKE $${parameters.push(searched(word))}`);
  return met.join(' ');
}

/** Apostrophes, typed straight or not, are one. */
function searched(word: string): string {
  const pattern = containing(word);
  return /[\p{L}\p{N}]/u.test(word) ? pattern.replace(/['’‘ʼ]/g, '_') : pattern;
}
