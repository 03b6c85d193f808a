import * as z from 'zod';
import { limits } from '../limits.js';
import { id, label } from '../scalars.js';

const section = z.object({ id, title: label(limits.sectionTitleCodePoints), collapsed: z.boolean() });

/** Of the one item of this kind: the sections in the order shown. */
export const sidebar = z
  .object({
    sections: z
      .array(section)
      .max(limits.sidebarSections)
      .refine(
        (sections) => new Set(sections.map((one) => one.id)).size === sections.length,
        'must not repeat an id',
      ),
  })
  .meta({ id: 'Sidebar' });
export type Sidebar = z.infer<typeof sidebar>;
