import type { Locale } from '@litspark/shared-contracts';
import DOMPurify from 'dompurify';
import { Picker } from 'emoji-picker-element';
import { acceptHtml } from '../../../core/trusted-types';

// The picker writes its own templates as strings.
acceptHtml((html) => DOMPurify.sanitize(html));

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
    '--emoji-size': '1.35rem',
  };
  for (const [name, value] of Object.entries(style)) picker.style.setProperty(name, value);
  // The keys go to the search.
  const search = () => picker.shadowRoot?.querySelector<HTMLInputElement>('input')?.focus();
  if (searchAtOnce) requestAnimationFrame(search);
  return picker;
}
