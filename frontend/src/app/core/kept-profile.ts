import { me as profile, type Me } from '@litspark/shared-contracts';

/** A profile as this browser kept it; null where an earlier version, or somebody, wrote something else. */
export function profileOf(kept: unknown): Me | null {
  const read = profile.safeParse(kept);
  return read.success ? read.data : null;
}
