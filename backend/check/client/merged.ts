/** What was learnt by one change: the very next one, nothing new, or that something is missing. */
export type Merged = 'next' | 'known' | 'gap';
