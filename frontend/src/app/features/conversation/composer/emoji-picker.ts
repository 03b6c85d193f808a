import type { Locale } from '@litspark/shared-contracts';
import DOMPurify from 'dompurify';
import { Picker } from 'emoji-picker-element';
import { acceptHtml } from '../../../core/trusted-types';

// The picker writes its own templates as strings.
acceptHtml((html) => DOMPurify.sanitize(html));

/** What its custom properties don't reach. */
const clothes = `
  .picker { font-family: var(--face); }
  .search-row { padding: 8px 8px 4px; }
  .search-wrapper { padding: 0; }
  input.search { width: 100%; background: var(--paper); font: 15px/22px var(--face); }
  input.search:focus-visible { outline: 2px solid var(--primary); outline-offset: -1px; }
  .category { padding: 8px 8px 2px; font: 600 13px/18px var(--face); }
  .nav-emoji { filter: grayscale(1); opacity: 0.75; }
  .nav-button[aria-selected='true'] .nav-emoji, .nav-button:hover .nav-emoji { filter: none; opacity: 1; }
  .emoji, button.emoji { border-radius: var(--r1); }
  .favorites { border-top: 1px solid var(--line); background: var(--paper-2); }
  .skintone-button-wrapper { margin-left: 4px; }
`;

/** The picker as an element, in a language, in our colours; its data comes from our own server. */
export async function createEmojiPicker(
  locale: Locale,
  picked: (emoji: string) => void,
  searchAtOnce = true,
): Promise<HTMLElement> {
  const i18n =
    locale === 'fr'
      ? (await import('emoji-picker-element/i18n/fr')).default
      : (await import('emoji-picker-element/i18n/en')).default;
  const picker = new Picker({ locale, i18n, dataSource: `/generated/emoji/${locale}.json` });
  picker.addEventListener('emoji-click', (event) => {
    if (event.detail.unicode) picked(event.detail.unicode);
  });
  const style = {
    width: '100%',
    height: '100%',
    'color-scheme': 'inherit',
    '--background': 'var(--raised)',
    '--border-size': '0',
    '--border-color': 'var(--line)',
    '--button-hover-background': 'var(--hover)',
    '--button-active-background': 'var(--primary-soft)',
    '--indicator-color': 'var(--primary)',
    '--input-border-color': 'var(--line-strong)',
    '--input-font-color': 'var(--ink)',
    '--input-placeholder-color': 'var(--ink-3)',
    '--category-font-color': 'var(--ink-2)',
    '--outline-color': 'var(--primary)',
    '--num-columns': '8',
    '--emoji-size': '22px',
    '--emoji-padding': '6px',
    '--emoji-font-family': 'var(--emoji)',
    '--category-font-size': '13px',
    '--input-border-radius': 'var(--r1)',
    '--input-font-size': '15px',
    '--input-padding': '7px 12px',
    '--indicator-height': '2px',
    '--outline-size': '2px',
  };
  for (const [name, value] of Object.entries(style)) picker.style.setProperty(name, value);
  wear(picker);
  // The keys go to the search.
  const search = () => picker.shadowRoot?.querySelector<HTMLInputElement>('input')?.focus();
  if (searchAtOnce) requestAnimationFrame(search);
  return picker;
}

function wear({ shadowRoot }: HTMLElement): void {
  if (!shadowRoot) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(clothes);
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
}
