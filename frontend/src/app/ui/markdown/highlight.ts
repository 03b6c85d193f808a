import DOMPurify from 'dompurify';
import type { HLJSApi } from 'highlight.js';

const onlySpans = { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'] };

let highlighter: Promise<HLJSApi> | undefined;

/** highlight.js with the languages people paste at work; its own piece of the build, loaded at the first code block. */
function load(): Promise<HLJSApi> {
  highlighter ??= import('./highlight-languages').then((module) => module.highlighter);
  return highlighter;
}

/** Colours the code blocks inside `host`, in place. Blocks without a language, or with an unknown one, stay plain. */
export async function highlightCode(host: HTMLElement): Promise<void> {
  const blocks = [...host.querySelectorAll<HTMLElement>('code[data-language]:not([data-language=""])')];
  if (blocks.length === 0) return;
  const hljs = await load();
  for (const block of blocks) {
    const language = block.dataset['language'] ?? '';
    const code = block.textContent ?? '';
    if (!hljs.getLanguage(language) || code.length > 20_000) continue;
    const { value } = hljs.highlight(code, { language, ignoreIllegals: true });
    block.replaceChildren(DOMPurify.sanitize(value, { ...onlySpans, RETURN_DOM_FRAGMENT: true }));
  }
}
