/**
 * Who may use a call. Where a conversation is named, whoever may not see it is answered `NOT_FOUND`.
 * - `public`: anybody
 * - `refresh-cookie`: who bears a session's refresh cookie
 * - `metrics`: loopback or, where a metrics token is set, who bears it
 * - `user`: anybody signed in; `admin`: an administrator (others are `FORBIDDEN`)
 * - `participant`: a participant of the conversation
 * - `author`: the participant who sent the message (other participants are `FORBIDDEN`)
 * - `author-or-owner`: that one, or an owner of the conversation (other participants are `FORBIDDEN`)
 * - `manager`: a participant of a group or direct, an owner of a channel (other participants are `FORBIDDEN`)
 * - `owner-or-self`: an owner, or the participant concerned (other participants are `FORBIDDEN`)
 * - `visitor`: anybody signed in where the conversation is a public channel, else a participant
 */
export type Access =
  | 'public'
  | 'refresh-cookie'
  | 'metrics'
  | 'user'
  | 'admin'
  | 'participant'
  | 'author'
  | 'author-or-owner'
  | 'manager'
  | 'owner-or-self'
  | 'visitor';
