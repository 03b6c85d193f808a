/**
 * Runs tasks beside each other, earlier ones first: what runs at once never weighs more than `capacity`, and what is too
 * heavy for that runs alone.
 * @template T
 * @param {readonly { weight: number, run(): Promise<T> }[]} tasks
 * @returns {Promise<T[]>} in the order of the tasks; rejects, once all have ended, with the first rejection
 */
export async function runBeside(tasks, capacity) {
  const waiting = tasks.map((task, place) => ({ ...task, place }));
  const underWay = new Set();
  const results = [];
  const failures = [];
  const fits = ({ weight }) =>
    underWay.size === 0 || [...underWay].reduce((sum, one) => sum + one.weight, weight) <= capacity;
  while (waiting.length > 0 || underWay.size > 0) {
    for (let at = waiting.findIndex(fits); at >= 0; at = waiting.findIndex(fits)) {
      const [task] = waiting.splice(at, 1);
      task.ended = task
        .run()
        .then(
          (result) => (results[task.place] = result),
          (error) => failures.push(error),
        )
        .finally(() => underWay.delete(task));
      underWay.add(task);
    }
    await Promise.race([...underWay].map(({ ended }) => ended));
  }
  if (failures.length > 0) throw failures[0];
  return results;
}
