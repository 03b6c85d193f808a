export const onApple = /Macintosh|iPhone|iPad/.test(navigator.userAgent);

/** The key that goes with K, as it is written on this machine's keyboard. */
export const modifierKey = onApple ? '⌘' : 'Ctrl';
