import { fileURLToPath } from 'node:url';

/** The workspace's folder, of these files as well as of what they are compiled to. */
export const backendFolder = fileURLToPath(
  import.meta.url.replace(/(\/dist-bench)?\/bench\/wire\/[^/]*$/, ''),
);
