import { TestEnvironment } from 'jest-environment-jsdom';
import { offerLibraries } from './libraries.mjs';

/** jsdom's, in which a test file finds its libraries in a bundle that its worker has read once. */
export default class BundledLibrariesEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // Every browser has them; jsdom leaves them out.
    const { Response, ReadableStream, TransformStream } = globalThis;
    Object.assign(this.global, { Response, ReadableStream, TransformStream });
    offerLibraries(this.global, this.getVmContext());
  }
}
