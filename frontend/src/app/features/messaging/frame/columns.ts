/** The columns of the frame in the order of the eye. */
const columns = 'ls-rail, ls-conversation-list, ls-list-column, main, main ls-side-panel aside';
/** What the focus may come to. */
const reachable = 'a[href], button:not(:disabled), input, select, textarea, [tabindex="0"]';

/** Moves the focus to the next column, or the one before; round the end. */
export function moveToColumn(by: 1 | -1): void {
  const shown = [...document.querySelectorAll<HTMLElement>(columns)].filter((one) => one.checkVisibility());
  if (shown.length === 0) return;
  const at = shown.findLastIndex((one) => one.contains(document.activeElement));
  const next = shown[(at + by + shown.length) % shown.length];
  if (!next) return;
  const current = next.querySelector<HTMLElement>('[aria-current]:not([aria-current="false"])');
  const first = next.matches('main') ? composerIn(next) : current;
  (first ?? next.querySelector<HTMLElement>(reachable) ?? next).focus();
}

/** In a conversation what one writes comes first, as when it was opened. */
const composerIn = (main: HTMLElement) => main.querySelector<HTMLElement>('ls-composer textarea');
