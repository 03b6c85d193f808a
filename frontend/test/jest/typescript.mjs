import { createHash } from 'node:crypto';
import { createTransformer } from '@swc/jest';
import angular from 'jest-preset-angular';

const swc = createTransformer({
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, useDefineForClassFields: true },
  },
  module: { type: 'commonjs' },
});
/** Templates, inputs, queries and replaced modules, of which only the preset's own transform knows. */
const special = /@(?:Component|Directive|Pipe|NgModule)\(|\bjest\.mock\(/;

/** TypeScript without types: swc where it can, which takes a tenth of the time. */
export default {
  createTransformer(options) {
    const preset = angular.default.createTransformer(options);
    const transformOf = (source) => (special.test(source) ? preset : swc);
    return {
      process: (source, path, how) => transformOf(source).process(source, path, how),
      getCacheKey: (source, path, how) =>
        createHash('sha256')
          .update(special.test(source) ? 'preset' : 'swc')
          .update(transformOf(source).getCacheKey(source, path, how))
          .digest('hex'),
    };
  },
};
