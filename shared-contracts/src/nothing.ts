import './no-compilation.js';
import * as z from 'zod';

/** What an acknowledgement holds that says no more than that it is done. */
export const nothing = z.object({}).meta({ id: 'Empty' });
