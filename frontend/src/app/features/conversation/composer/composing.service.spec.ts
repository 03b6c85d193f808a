import { TestBed } from '@angular/core/testing';
import { beforeEach, expect, it } from '@jest/globals';
import { provideSession } from '../../../../testing/session';
import { aMessage, ann, ben, conversationId } from '../../../../testing/shapes';
import { Composing } from './composing.service';
import { shownText, sourceText } from './mention-text';

const mine = aMessage({ seq: 1, revision: 2, senderId: ann, body: 'Helo' });
let composing: Composing;

/** A page of this browser, with the conversation open. */
function aPage(userId = ann): void {
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({
    providers: [provideSession(userId)],
  });
  composing = TestBed.inject(Composing);
  composing.resume(conversationId);
}
const text = () => {
  const editing = composing.editing(conversationId);
  return editing && sourceText(editing.text);
};

beforeEach(() => {
  localStorage.clear();
  aPage();
});

it('goes on with an edit that was being written when the page was left, in the moment of the key press', () => {
  composing.edit(mine);
  const mention = `Hello @[Ben](user:${ben})`;
  composing.write(conversationId, shownText(mention));
  aPage();
  expect(text()).toBe(mention);
  const { id, revision, createdAt, editedAt } = mine;
  expect(composing.editing(conversationId)).toMatchObject({
    message: { id, conversationId, revision, createdAt, editedAt },
    from: 'Helo',
  });
});

it('offers one that was sent or left no more', () => {
  composing.edit(mine);
  composing.write(conversationId, shownText('Hello'));
  composing.endEdit(conversationId);
  expect(localStorage).toHaveLength(0);
  aPage();
  expect(text()).toBeUndefined();
});

it('keeps an edit that is left for an answer or another edit, until it is asked for again', () => {
  const other = aMessage({ seq: 2, senderId: ann, body: 'Other' });
  composing.edit(mine);
  composing.write(conversationId, shownText('Hello'));
  composing.reply(other);
  expect(text()).toBeUndefined();
  composing.edit(mine);
  expect(text()).toBe('Hello');
  composing.edit(other);
  expect(text()).toBe('Other');
  composing.edit(mine);
  expect(text()).toBe('Hello');
});

it('is one person’s', () => {
  composing.edit(mine);
  composing.write(conversationId, shownText('Hello'));
  aPage(ben);
  expect(text()).toBeUndefined();
});
