import type { FeatureContract } from '../feature/feature-contract.js';
import * as schemas from './demo.schemas.js';

/** Accounts to try the product with. */
export const demoContract = {
  name: 'demo',
  routes: {
    demoAccounts: {
      method: 'get',
      path: '/api/auth/demo',
      tag: 'sessions',
      summary: 'The demo accounts; none where the demo is off',
      access: 'public',
      work: 'free',
      answers: { 200: schemas.demoAccounts },
    },
  },
} as const satisfies FeatureContract;
