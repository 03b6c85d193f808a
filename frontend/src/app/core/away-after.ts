/** Out of sight or untouched for so long, a page has nobody in front of it; in milliseconds. */
export const awayAfterMs = 3 * 60_000;
