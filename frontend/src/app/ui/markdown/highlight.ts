import type { HLJSApi } from 'highlight.js';

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
    // highlight.js escapes the code it is given: only its own spans come out.
    block.innerHTML = hljs.highlight(code, { language, ignoreIllegals: true }).value;
  }
}
