/** Loaded when it is opened. */
export const loadQuickSwitcher = () =>
  import('./quick-switcher.component').then((m) => m.QuickSwitcherComponent);
