// node-postgres asks at its loading where it runs: of `navigator`, which Node has since 21, else of `Response`, for which
// Node loads all of `fetch`: that is a twelfth of a start.
if (!('navigator' in globalThis)) {
  const navigator = { userAgent: `Node.js/${process.versions.node.split('.')[0]}` };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
}
