import '../no-compilation.js';
import * as z from 'zod';

export const demoAccounts = z
  .object({
    accounts: z.array(z.object({ email: z.string(), password: z.string(), displayName: z.string() })),
  })
  .meta({ id: 'DemoAccounts' });
export type DemoAccounts = z.infer<typeof demoAccounts>;
