/** Gathers what is typed for a field that is still on its way, so that it neither is lost nor does anything else. */
export class KeysAhead {
  private text = '';

  constructor() {
    document.addEventListener('keydown', this.gather, { capture: true });
  }

  /** Ends the gathering; gives the text. */
  take(): string {
    document.removeEventListener('keydown', this.gather, { capture: true });
    return this.text;
  }

  private readonly gather = (event: KeyboardEvent): void => {
    const isShortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
    if (isShortcut || event.isComposing) return;
    // By code points: one key may give two code units.
    const typed = [...event.key];
    if (event.key === 'Backspace') this.text = [...this.text].slice(0, -1).join('');
    else if (typed.length === 1) this.text += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
