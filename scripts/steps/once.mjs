/**
 * Work by name that is done once: who asks for it meanwhile or later gets what became of it, a failure too.
 * @returns {<T>(name: string, work: () => Promise<T>) => Promise<T>}
 */
export function onceEach() {
  const begun = new Map();
  return (name, work) => {
    if (!begun.has(name)) begun.set(name, work());
    return begun.get(name);
  };
}
