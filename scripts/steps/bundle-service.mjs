// Bundles the built service and the libraries that it imports: finding and reading two thousand files is what a start takes
// most of its time for. See docs/decisions/0050 and 0065.
import { bundleLibraries } from './bundle/libraries.mjs';
import { bundleProgram } from './bundle/program.mjs';

await bundleLibraries();
await bundleProgram();
