import { SetMetadata } from '@nestjs/common';

export type Access = 'public' | 'admin';

export const ACCESS_KEY = 'litspark:access';

/** Lets callers in without a session. */
export const Public = () => SetMetadata(ACCESS_KEY, 'public' satisfies Access);

/** Answers `FORBIDDEN` to everybody but administrators. */
export const AdminOnly = () => SetMetadata(ACCESS_KEY, 'admin' satisfies Access);
