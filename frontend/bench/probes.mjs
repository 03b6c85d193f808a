/** Runs in each page before anything else: `bench` measures what its user would see. Times are in milliseconds. */
export function probes() {
  const list = { shifts: [], tasks: [], keys: [] };
  new PerformanceObserver((entries) => {
    for (const { value, startTime } of entries.getEntries()) list.shifts.push([startTime, value]);
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((entries) => {
    for (const { duration, startTime } of entries.getEntries()) list.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });

  /** Once the next frame is drawn. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    });
  /** Once the document is so: asked after each of its changes. */
  const until = (isSo) =>
    new Promise((resolve, reject) => {
      if (isSo()) return resolve();
      setTimeout(() => reject(new Error(`Never so: ${isSo}`)), 60_000);
      const observer = new MutationObserver(() => {
        if (!isSo()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true });
    });
  const timelineHas = (text) => document.querySelector('ls-timeline')?.textContent.includes(text) ?? false;

  let countsKeys = false;
  addEventListener(
    'keydown',
    ({ timeStamp, key }) => {
      if (countsKeys && key.length === 1)
        void painted().then(() => list.keys.push(performance.now() - timeStamp));
    },
    true,
  );

  globalThis.bench = {
    ...list,
    /** When the first messages beside the list were drawn, since the page was asked for. */
    firstScreen: until(
      () => document.querySelector('ls-message-row') && document.querySelector('ls-conversation-row'),
    ).then(
      () => painted().then(() => performance.now()),
      // A page that shows none.
      () => NaN,
    ),
    countKeys: (counts) => (countsKeys = counts),
    /** From a click on its row until the newest message of the conversation is drawn. */
    switchTo: async (id, newest) => {
      const begun = performance.now();
      document.querySelector(`a[data-conversation="${id}"]`).click();
      await until(() => timelineHas(newest));
      await painted();
      return performance.now() - begun;
    },
    /** From the next Enter until the text is in the timeline. */
    afterEnter: (text) =>
      new Promise((resolve) => {
        addEventListener(
          'keydown',
          ({ timeStamp }) =>
            void until(() => timelineHas(text)).then(() => resolve(performance.now() - timeStamp)),
          { capture: true, once: true },
        );
      }),
    has: (text) => until(() => timelineHas(text)),
  };
}
