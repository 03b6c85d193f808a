/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import { aMessage, ann, ben } from '../../testing/shapes';
import { withChange, withReaction } from './message-change';

const change = (given: Parameters<typeof withChange>[1], message = aMessage({ seq: 1 })) =>
  withChange(message, given, ann);

describe('a message that this person changed ahead of the server', () => {
  it('says the new words and that it was edited', () => {
    expect(change({ body: 'better' })).toMatchObject({ body: 'better', editedAt: expect.any(String) });
  });

  it('isn’t called edited when the words are the same', () => {
    expect(change({ body: 'message 1' }).editedAt).toBeNull();
  });

  it('is a tombstone without words and reactions once deleted', () => {
    const message = aMessage({ seq: 1, reactions: [{ emoji: '👍', count: 1, userIds: [ben] }] });
    expect(change({ deleted: true }, message)).toMatchObject({
      body: '',
      reactions: [],
      deletedAt: expect.any(String),
    });
  });

  it('has the parts that were set and not those that were taken off', () => {
    const parts: object = { poll: { question: 'Où ?' } };
    const message = aMessage({ seq: 1, parts });
    expect(change({ parts: { vote: 3 } }, message).parts).toEqual({ ...parts, vote: 3 });
    expect(change({ parts: { poll: null } }, message).parts).toEqual({});
    expect(change({ body: 'better' }, message).parts).toBe(parts);
    expect(change({ deleted: true }, message).parts).toEqual({});
  });

  it('stays a tombstone whatever is laid over it', () => {
    const tombstone = aMessage({ seq: 1, body: '', deletedAt: '2026-01-01T00:00:00.000Z' });
    const reactions = new Map([['👍', true]]);
    expect(change({ body: 'back', reactions }, tombstone)).toBe(tombstone);
  });
});

describe('one’s own reaction', () => {
  const both = [
    { emoji: '👍', count: 2, userIds: [ben, ann] },
    { emoji: '🎉', count: 1, userIds: [ben] },
  ];

  it('counts one more, or stands last where the emoji is new', () => {
    expect(withReaction(both, '🎉', ann, true)[1]).toEqual({ emoji: '🎉', count: 2, userIds: [ben, ann] });
    expect(withReaction(both, '👀', ann, true)[2]).toEqual({ emoji: '👀', count: 1, userIds: [ann] });
  });

  it('counts one less, and takes the emoji along when it was the only one', () => {
    expect(withReaction(both, '👍', ann, false)[0]).toEqual({ emoji: '👍', count: 1, userIds: [ben] });
    expect(withReaction([{ emoji: '👀', count: 1, userIds: [ann] }], '👀', ann, false)).toEqual([]);
  });

  it('changes nothing when it is there, or gone, already', () => {
    expect(withReaction(both, '👍', ann, true)).toEqual(both);
    expect(withReaction(both, '🎉', ann, false)).toEqual(both);
    expect(withReaction(both, '👀', ann, false)).toEqual(both);
  });
});
