/** Arrow keys move the focus from message to message; from the timeline itself to the last one in view. */
export function roveRows(event: KeyboardEvent, scroller: HTMLElement): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = [...scroller.querySelectorAll<HTMLElement>('[data-message]')];
  const focused = (event.target as HTMLElement).closest<HTMLElement>('[data-message]');
  const { bottom } = scroller.getBoundingClientRect();
  const lastInView = rows.filter((row) => row.getBoundingClientRect().top < bottom).at(-1);
  const next = focused ? rows[rows.indexOf(focused) + by] : by < 0 ? lastInView : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}
