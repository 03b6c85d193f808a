/** The value below which so many of a hundred are. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}
export const median = (values) => percentile(values, 50);

/** A Markdown table of `{ what, unit, value, goal, is: 'below' | 'at most', from }`; `from` are the values of the rounds. */
export function table(figures) {
  const rows = figures.map(({ what, unit, rounds, goal }) => {
    const value = median(rounds);
    const spread =
      rounds.length > 1 ? ` (${shown(Math.min(...rounds))} to ${shown(Math.max(...rounds))})` : '';
    const said =
      goal === undefined ? ['', ''] : [`${shown(goal)} ${unit}`.trim(), value <= goal ? 'yes' : 'no'];
    return [what, `${shown(value)} ${unit}${spread}`, ...said];
  });
  const header = ['', 'Measured', 'At most', 'Reached'];
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function shown(value) {
  return Math.abs(value) >= 1_000
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)));
}
