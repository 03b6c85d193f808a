import { TestBed } from '@angular/core/testing';
import { beforeEach, expect, it } from '@jest/globals';
import { mentionSource } from '@litspark/shared-contracts';
import { provideSession } from '../../../testing/session';
import { anId } from '../../../testing/shapes';
import { renderMarkdown } from '../../ui/markdown/render-markdown';
import { RenderedMarkdown } from './rendered-markdown.service';

let rendered: RenderedMarkdown;

beforeEach(() => {
  TestBed.configureTestingModule({ providers: [provideSession()] });
  rendered = TestBed.inject(RenderedMarkdown);
});

const html = (fragment: DocumentFragment) => {
  const host = document.createElement('div');
  host.append(fragment);
  return host.innerHTML;
};

it.each(['Bonjour **à tous**', '- un\n- deux', 'Voir https://example.org', '<b>', ''])(
  'gives the same the first time and again: %j',
  (source) => {
    const once = html(renderMarkdown(source));
    expect(html(rendered.render(source, {}))).toBe(once);
    expect(html(rendered.render(source, {}))).toBe(once);
  },
);

it('gives each a copy of their own', () => {
  const first = rendered.render('un *mot*', {});
  first.firstElementChild?.remove();
  expect(html(rendered.render('un *mot*', {}))).toContain('<em>mot</em>');
});

it('calls whom a message mentions as they are called now', () => {
  const source = `Bonjour ${mentionSource('Ben', anId(2))}`;
  expect(html(rendered.render(source, { nameOf: () => 'Ben' }))).toContain('Ben');
  const renamed = html(rendered.render(source, { nameOf: () => 'Benoît' }));
  expect(renamed).toContain('Benoît');
});

it('keeps so much and no more', () => {
  const kept = (rendered as unknown as { kept: Map<string, unknown> }).kept;
  for (let number = 0; number < 300; number += 1) rendered.render(`${number} ${'x'.repeat(2_000)}`, {});
  expect(kept.size).toBeGreaterThan(150);
  expect(kept.size).toBeLessThan(210);
  expect(kept.has(`299 ${'x'.repeat(2_000)}`)).toBe(true);
  expect(kept.has(`0 ${'x'.repeat(2_000)}`)).toBe(false);
});
