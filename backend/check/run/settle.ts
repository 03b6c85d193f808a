import { now, pause } from '../clock.js';
import { checkedFeatures } from '../features/features.js';
import type { Query } from '../features/query.js';
import type { History } from '../history/history.js';

const settledWithinMs = 60_000;
/** By themselves, what a node that died left is seen to within seconds; scheduled jobs come once a minute at most. */
const hastenEveryMs = 4_000;

/** Waits until what is due has happened: jobs are done, and of each feature nothing is unsettled. */
export async function settle(query: Query, history: History): Promise<void> {
  const deadline = now() + settledWithinMs;
  let hastenAt = now() + hastenEveryMs;
  for (;;) {
    const left = await unsettled(query);
    if (left.length === 0) return;
    if (now() > hastenAt) {
      await hasten(query);
      hastenAt = now() + hastenEveryMs;
    }
    if (now() > deadline) {
      history.violations.add({ property: 'jobs are done', what: `left: ${left.join(', ')}` });
      return;
    }
    await pause(100);
  }
}

/** What is due or will soon be, in words; dead jobs are not. */
async function unsettled(query: Query): Promise<string[]> {
  const jobs = await query<{ what: string }>(
    `SELECT task_identifier || ' ' || coalesce(last_error, '') AS what FROM graphile_worker.jobs
     WHERE attempts < max_attempts AND run_at < now() + interval '1 minute'`,
  );
  const left = jobs.map(({ what }) => what);
  for (const feature of checkedFeatures) left.push(...((await feature.unsettled?.(query)) ?? []));
  return left;
}

async function hasten(query: Query): Promise<void> {
  for (const job of checkedFeatures.flatMap((feature) => feature.hastened ?? []))
    await query(`SELECT graphile_worker.add_job($1, '{}'::json)`, job);
}
