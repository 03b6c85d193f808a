import type { Access, ErrorCode } from '@litspark/shared-contracts';

/**
 * Who may call. The first five are strangers: without a token, with one that somebody else signed, with one that ran out,
 * with one of a session that ended, and a disabled user. `outsider` and `admin` are signed in but don't participate.
 */
export const strangers = ['nobody', 'forged', 'expired', 'ended', 'disabled'] as const;
export const people = ['outsider', 'admin', 'member', 'owner'] as const;
export const callers = [...strangers, ...people] as const;
export type Caller = (typeof callers)[number];
export const isStranger = (caller: Caller): boolean => (strangers as readonly Caller[]).includes(caller);

/** In a direct nobody owns: there `owner` is who began it. */
export const places = ['direct', 'group', 'private channel', 'public channel'] as const;
export type Place = (typeof places)[number];

export type Verdict = 'done' | ErrorCode;
type ByPlace = Readonly<Record<Place, Verdict>>;
/** What each caller is answered to a request that is well formed. */
export type Rule = Readonly<Record<Caller, Verdict | ByPlace>>;

export function verdictOf(rule: Rule, caller: Caller, place: Place): Verdict {
  const verdict = rule[caller];
  return typeof verdict === 'string' ? verdict : verdict[place];
}

const everywhere = (verdict: Verdict, direct = verdict): ByPlace => ({
  direct,
  group: verdict,
  'private channel': verdict,
  'public channel': verdict,
});

const anybody: Rule = {
  nobody: 'done',
  forged: 'done',
  expired: 'done',
  ended: 'done',
  disabled: 'done',
  outsider: 'done',
  admin: 'done',
  member: 'done',
  owner: 'done',
};
const signedIn: Rule = {
  ...anybody,
  nobody: 'UNAUTHENTICATED',
  forged: 'UNAUTHENTICATED',
  expired: 'UNAUTHENTICATED',
  ended: 'UNAUTHENTICATED',
  disabled: 'UNAUTHENTICATED',
};
/** Whoever asks is answered the same. */
const nobodys = (verdict: Verdict): Rule =>
  Object.fromEntries(callers.map((caller) => [caller, verdict])) as Record<Caller, Verdict>;
const participants: Rule = { ...signedIn, outsider: 'NOT_FOUND', admin: 'NOT_FOUND' };
const fromOutside: ByPlace = { ...everywhere('NOT_FOUND'), 'public channel': 'done' };

/** In a group any participant, in a channel an owner; `direct` is what both people of a direct are answered. */
const managers = (direct: Verdict): Rule => ({
  ...participants,
  member: { ...everywhere('FORBIDDEN', direct), group: 'done' },
  owner: everywhere('done', direct),
});

export const rules = {
  anybody,
  nobodys,
  signedIn,
  participants,
  managers,
  /** Of the owner's message. */
  author: { ...participants, member: 'FORBIDDEN' },
  /** Of the member's message; in a direct nobody owns. */
  authorOrOwner: { ...participants, owner: everywhere('done', 'FORBIDDEN') },
  administrators: { ...signedIn, outsider: 'FORBIDDEN', member: 'FORBIDDEN', owner: 'FORBIDDEN' },
  /** The refresh cookie counts, not the access token: that may have expired. */
  sessionHolders: { ...signedIn, expired: 'done' },
  /** Not from a direct. */
  leavers: { ...participants, member: everywhere('done', 'CONFLICT'), owner: everywhere('done', 'CONFLICT') },
  removers: {
    ...participants,
    member: everywhere('FORBIDDEN', 'CONFLICT'),
    owner: everywhere('done', 'CONFLICT'),
  },
  joiners: {
    ...participants,
    outsider: fromOutside,
    admin: fromOutside,
    member: everywhere('done', 'CONFLICT'),
    owner: everywhere('done', 'CONFLICT'),
  },
} as const;

/** What the contract's word for who may use a call comes to, for the owner's message where one is concerned. */
const byAccess: Partial<Record<Access, Rule>> = {
  public: anybody,
  'refresh-cookie': rules.sessionHolders,
  user: signedIn,
  admin: rules.administrators,
  participant: participants,
  author: rules.author,
};

/** Throws where the answer depends on more than the contract's word: such a use has a rule of its own. */
export function ruleOf(access: Access): Rule {
  const rule = byAccess[access];
  if (!rule) throw new Error(`A use with the access ${access} needs a rule of its own.`);
  return rule;
}
