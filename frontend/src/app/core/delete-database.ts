/** Erases a database of this browser, once the pages that have it open close it. Rejects as the browser does. */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = () => resolve();
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- a `DOMException`
    asked.onerror = () => reject(asked.error);
  });
}
