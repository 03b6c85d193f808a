import * as z from 'zod';

// Compiled checks need `eval`, which our content security policy forbids. Imported before anything that builds a schema, also
// by files of schemas that import no other one, as a bundler may begin with any: zod probes for `eval` when it builds the
// first object.
z.config({ jitless: true });
