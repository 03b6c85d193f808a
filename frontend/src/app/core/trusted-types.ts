/** The part of the Trusted Types API that is used here; Safari and Firefox before 2025 have none, and enforce none. */
interface TrustedTypesFactory {
  createPolicy(
    name: 'default',
    rules: {
      createHTML(html: string): string | null;
      createScriptURL(address: string): string | null;
    },
  ): unknown;
}

/** Angular hands the service worker's address to the browser as a string. */
const scripts = new Set(['/service-worker.js']);

let sanitize: ((html: string) => string) | undefined;

/**
 * What a library writes as a string passes here, where the browser enforces Trusted Types: HTML only sanitised, addresses
 * of scripts only those of our own workers, anything else not at all. Call it before anything else.
 */
export function installDefaultPolicy(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  trustedTypes?.createPolicy('default', {
    createHTML: (html) => sanitize?.(html) ?? null,
    createScriptURL: (address) => {
      const { origin, pathname } = new URL(address, document.baseURI);
      return origin === location.origin && scripts.has(pathname) ? address : null;
    },
  });
}

/** From here on libraries may write HTML as strings, which `sanitizer` cleans; the sanitiser comes with what needs it. */
export function acceptHtml(sanitizer: (html: string) => string): void {
  sanitize = sanitizer;
}
