import { describe, expect, it } from '@jest/globals';
import { personRank, searchWords, wordStarts } from './people-search.js';

const person = { displayName: 'Jean-François L’Écuyer', email: 'j.ecuyer@litspark.example' };

describe('how well a person answers a query', () => {
  it.each([
    ['', 0],
    ['jean', 0],
    ['ÉCU jean', 0],
    ['fran', 0],
    ["l'ecuyer", 0],
    ['j.ecu', 1],
    ['j.ecuyer@lit', 1],
    ['francois j.e', 1],
    ['ean', 2],
    ['litspark', 2],
    ['example jean', 2],
    ['nobody', null],
    ['jean nobody', null],
  ])('%j: %p', (query, rank) => expect(personRank(person, query)).toBe(rank));

  it('compares words once each, and knows where they begin', () => {
    expect(searchWords('  Ann ANN\tÉlo ')).toEqual(['ann', 'elo']);
    expect(wordStarts("anne-marie d'orsay")).toBe(' anne marie d orsay');
    expect(wordStarts('j_b.x@my-corp.example')).toBe(' j b x@my-corp.example');
  });
});
