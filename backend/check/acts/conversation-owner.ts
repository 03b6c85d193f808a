import { conversationSummary, session as sessionShape } from '@litspark/shared-contracts';
import { now, pause } from '../clock.js';
import { RestClient, type Method, type Reply } from '../client/rest-client.js';
import type { Account } from '../client/session.js';
import type { Outcome } from '../client/outcome.js';
import { isUncertain } from '../client/outcome.js';
import type { History } from '../history/history.js';
import type { Random } from '../random.js';
import type { TrialConversation } from './trial-conversation.js';

/** Owns the conversations: creates and renames them, adds and removes participants. Bypasses the proxy, and repeats. */
export class ConversationOwner {
  private readonly rest: RestClient;
  private token = '';

  constructor(
    private readonly account: Account,
    port: number,
    private readonly history: History,
    private readonly random: Random,
  ) {
    this.rest = new RestClient(port);
  }

  async createConversation(kind: TrialConversation['kind'], members: Account[]): Promise<TrialConversation> {
    const title = `Cercle ${this.random.between(1_000, 9_999)}`;
    const participantIds = members.map(({ userId }) => userId);
    const body = kind === 'direct' ? { kind, participantIds } : { kind, participantIds, title };
    const outcome = await this.ask('found', 'POST', '/api/conversations', body);
    if (outcome.is !== 'done')
      throw new Error(`no conversation could be created: ${JSON.stringify(outcome)}`);
    return { id: conversationSummary.parse(outcome.data.body).id, kind, members, retired: false };
  }

  /** False if it could not be found out whether it was done. */
  async rename(conversation: TrialConversation): Promise<void> {
    const at = now();
    const title = `Cercle ${this.random.uuid().slice(0, 8)}`;
    const outcome = await this.once('rename', 'PATCH', `/api/conversations/${conversation.id}`, { title });
    if (outcome.is === 'done') {
      const { revision } = conversationSummary.parse(outcome.data.body);
      this.history.ledger.claim(conversation.id, revision, null, at);
    } else if (isUncertain(outcome)) this.history.changes.addSilent(conversation.id, 'uncertain');
  }

  async remove(conversation: TrialConversation, userId: string): Promise<void> {
    const { memberships, changes, log } = this.history;
    memberships.leaving(conversation.id, userId);
    await this.ask('remove', 'DELETE', `/api/conversations/${conversation.id}/participants/${userId}`);
    memberships.removed(conversation.id, userId);
    changes.addSilent(conversation.id, 'certain');
    log.add(conversation.id, `owner removed ${userId}`);
  }

  async addBack(conversation: TrialConversation, userId: string): Promise<void> {
    const { memberships, changes, log } = this.history;
    memberships.returning(conversation.id, userId);
    log.add(conversation.id, `owner adds ${userId} again`);
    const path = `/api/conversations/${conversation.id}/participants`;
    await this.ask('add', 'POST', path, { userIds: [userId] });
    // Tried several times, its answer may be a later state.
    changes.addSilent(conversation.id, 'certain');
  }

  close(): void {
    this.rest.close();
  }

  /** Until it is done, or can't be (which for a repeat means that it was). */
  private async ask(kind: string, method: Method, path: string, body?: unknown): Promise<Outcome<Reply>> {
    for (;;) {
      const outcome = await this.once(kind, method, path, body);
      const isOver = outcome.is === 'done' || (outcome.is === 'error' && outcome.code === 'NOT_FOUND');
      if (isOver) return outcome;
      await pause(100);
    }
  }

  private async once(kind: string, method: Method, path: string, body?: unknown): Promise<Outcome<Reply>> {
    if (this.token === '') await this.signIn();
    const outcome = await this.rest.call({ method, path, body, token: this.token });
    this.history.counts.operation(kind, outcome);
    if (outcome.is === 'error' && outcome.code === 'UNAUTHENTICATED') this.token = '';
    return outcome;
  }

  private async signIn(): Promise<void> {
    const { email, password } = this.account;
    const outcome = await this.rest.call({
      method: 'POST',
      path: '/api/auth/login',
      body: { email, password },
    });
    if (outcome.is === 'done') this.token = sessionShape.parse(outcome.data.body).accessToken;
    else await pause(200);
  }
}
