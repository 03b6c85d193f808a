import type { History } from '../history/history.js';
import type { OperationCount } from '../history/counts.js';
import type { Violation } from '../history/violations.js';

/** What a run came to. */
export interface Report {
  seed: string;
  startedAt: string;
  minutes: number;
  rounds: number;
  operations: Record<string, OperationCount>;
  operationsInAll: number;
  acknowledgedSends: number;
  faults: Record<string, number>;
  faultsInAll: number;
  serviceStarts: number;
  diskFull: string;
  recoveryMs: { measured: number; median: number; max: number };
  violationsInAll: number;
  violations: Violation[];
}

export function summarise(
  history: History,
  about: Pick<Report, 'seed' | 'startedAt' | 'minutes' | 'rounds' | 'serviceStarts' | 'diskFull'>,
): Report {
  const { counts, recovery, violations } = history;
  return {
    ...about,
    operations: Object.fromEntries([...counts.operations].sort(([one], [other]) => one.localeCompare(other))),
    operationsInAll: counts.operationsInAll,
    acknowledgedSends:
      (counts.operations.get('send_message')?.acknowledged ?? 0) +
      (counts.operations.get('send_message by REST')?.acknowledged ?? 0),
    faults: Object.fromEntries(counts.faults),
    faultsInAll: counts.faultsInAll,
    recoveryMs: {
      measured: recovery.times.length,
      median: Math.round(recovery.medianMs),
      max: Math.round(recovery.maxMs),
    },
    violationsInAll: violations.count,
    violations: violations.all,
  };
}

/** As Markdown, for people. */
export function describe(report: Report): string {
  const { recoveryMs } = report;
  const lines = [
    `# Delivery check, seed ${report.seed}`,
    '',
    `${report.minutes.toFixed(1)} minutes from ${report.startedAt}, ${report.rounds} rounds, ${report.serviceStarts} starts of the service.`,
    `${report.operationsInAll} operations, ${report.acknowledgedSends} acknowledged sends, ${report.faultsInAll} faults, **${report.violationsInAll} violations**.`,
    `From the end of a fault of the service or database to the first message stored: median ${recoveryMs.median} ms, at most ${recoveryMs.max} ms (${recoveryMs.measured} measured).`,
    `Disk full: ${report.diskFull}.`,
    '',
    '| operation | acknowledged | refused | unknown |',
    '| --- | ---: | ---: | ---: |',
    ...Object.entries(report.operations).map(
      ([kind, { acknowledged, refused, unknown }]) =>
        `| ${kind} | ${acknowledged} | ${refused} | ${unknown} |`,
    ),
    '',
    '| fault | times |',
    '| --- | ---: |',
    ...Object.entries(report.faults).map(([kind, count]) => `| ${kind} | ${count} |`),
    ...report.violations.flatMap((violation) => ['', ...describeViolation(violation)]),
  ];
  return `${lines.join('\n')}\n`;
}

function describeViolation({ property, what, conversationId, seq, who, around }: Violation): string[] {
  const where = [conversationId, seq === undefined ? null : `seq ${seq}`, who].filter((one) => one != null);
  return [`## ${property}`, '', what, '', where.join(', '), '', '```', ...(around ?? []), '```'];
}
