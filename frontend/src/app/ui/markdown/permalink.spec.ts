import { expect, it } from '@jest/globals';
import { anId } from '../../../testing/shapes';
import { permalinkOf, permalinkTo } from './permalink';
import { renderMarkdown } from './render-markdown';

const conversationId = anId(7);

it('knows a message of this installation by its address', () => {
  expect(permalinkOf(permalinkTo(conversationId, 12))).toEqual({ conversationId, seq: 12 });
  expect(permalinkOf(`${location.origin}/c/${conversationId}`)).toEqual({ conversationId, seq: null });
});

it.each([
  `https://elsewhere.example/c/${conversationId}?seq=1`,
  `${location.origin}.evil.example/c/${conversationId}?seq=1`,
  `${location.origin}/api/conversations/${conversationId}`,
  `${location.origin}/c/not-an-id`,
  `/c/${conversationId}`,
  'mailto:ann@example.org',
])('takes %s for no permalink', (href) => {
  expect(permalinkOf(href)).toBeNull();
});

it('asks for no tab of its own for a permalink, and for one for any other link', () => {
  const links = (source: string) =>
    [...renderMarkdown(source).querySelectorAll('a')].map((link) => [link.className, link.target]);
  expect(links(`Voir ${permalinkTo(conversationId, 3)}, et [là](${permalinkTo(conversationId, 4)})`)).toEqual(
    [
      ['permalink', ''],
      ['permalink', ''],
    ],
  );
  expect(links('https://elsewhere.example/c')).toEqual([['', '_blank']]);
});
