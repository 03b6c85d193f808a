import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { DemoAccounts } from '@litspark/shared-contracts';
import { Configuration } from '../../platform/config/configuration.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { ReadyLines } from '../../platform/lifecycle/ready-lines.js';
import { systemFor, type Actor } from '../../platform/security/actor.js';
import { ConversationCreationService } from '../conversations/conversation-creation.service.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { ReadReceiptsService } from '../read-receipts/read-receipts.service.js';
import { UserAdministrationService } from '../users/user-administration.service.js';
import { UsersService } from '../users/users.service.js';
import { demoConversations } from './demo-content.js';
import type { DemoConversation } from './demo-conversation.js';
import { DemoMessagesService, type People } from './demo-messages.service.js';
import { demoAdmin, demoPassword, demoPeople } from './demo-people.js';

/** Fills an empty database with people who talk, so that there is something to see at the first start. */
@Injectable()
export class DemoService implements OnApplicationBootstrap {
  constructor(
    private readonly configuration: Configuration,
    private readonly administration: UserAdministrationService,
    private readonly users: UsersService,
    private readonly creation: ConversationCreationService,
    private readonly conversations: ConversationsService,
    private readonly messages: DemoMessagesService,
    private readonly readReceipts: ReadReceiptsService,
    private readonly ready: ReadyLines,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.configuration.demo) return;
    if (await this.isEmpty()) await this.fill(new Date());
    const { accounts } = await this.accounts();
    if (accounts.length === 0) return;
    this.ready.add(`Demo accounts, all with the password “${demoPassword}”:`);
    for (const { email, displayName } of accounts) {
      const note = email === demoPeople[demoAdmin].email ? ' (administrator)' : '';
      this.ready.add(`  ${email.padEnd(34)} ${displayName}${note}`);
    }
  }

  /** Who can be signed in as by a click; nobody where the demo is off or its people are gone. */
  async accounts(): Promise<DemoAccounts> {
    if (!this.configuration.demo) return { accounts: [] };
    const emails = Object.values(demoPeople).map(({ email }) => email as string);
    const found = await this.users.ofEmails(emails);
    return {
      accounts: found
        .filter(({ disabled }) => !disabled)
        .sort((a, b) => emails.indexOf(a.email) - emails.indexOf(b.email))
        .map(({ email, displayName }) => ({ email, displayName, password: demoPassword })),
    };
  }

  /** Nobody is there but, perhaps, the administrator whom the configuration names. */
  private isEmpty(): Promise<boolean> {
    return this.administration.isEmpty(this.configuration.admin?.email);
  }

  private async fill(now: Date): Promise<void> {
    let people: People;
    try {
      people = await this.createPeople();
    } catch (error) {
      // Another node that starts at the same time was quicker.
      if (error instanceof ConflictError) return;
      throw error;
    }
    for (const conversation of demoConversations) await this.createConversation(people, conversation, now);
  }

  private async createPeople(): Promise<People> {
    const created = await this.administration.createAll(
      Object.entries(demoPeople).map(([name, { email, displayName }]) => ({
        email,
        displayName,
        password: demoPassword,
        role: name === demoAdmin ? 'admin' : 'member',
      })),
    );
    const actors = Object.keys(demoPeople).map((name, index): [string, Actor] => {
      const { id = '', role = 'member' } = created[index] ?? {};
      return [name, { ...systemFor(id), role }];
    });
    return Object.fromEntries(actors) as People;
  }

  private async createConversation(people: People, content: DemoConversation, now: Date): Promise<void> {
    const { kind, title, visibility, topic, messages, unread = {} } = content;
    const [creator, ...others] = content.people.map((name) => people[name]);
    const [first] = messages;
    if (!creator || !first) return;
    const participantIds = others.map(({ userId }) => userId);
    const request = { kind, participantIds, ...(title && { title }), ...(visibility && { visibility }) };
    const { conversation } = await this.creation.create(creator, request, first.at(now));
    const conversationId = conversation.id;
    if (topic !== undefined) await this.conversations.update(creator, conversationId, { topic });
    await this.messages.say(people, conversationId, messages, now);
    for (const name of content.people) {
      const seq = messages.length - (unread[name] ?? 0);
      await this.readReceipts.markAsRead(people[name], conversationId, seq);
    }
  }
}
