import { Injectable } from '@nestjs/common';
import { mentionSource } from '@litspark/shared-contracts';
import { newId } from '../../platform/identifiers/new-id.js';
import type { Actor } from '../../platform/security/actor.js';
import { MessageChangesService } from '../messages/message-changes.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { ReactionsService } from '../messages/reactions.service.js';
import type { DemoMessage } from './demo-conversation.js';
import { demoPeople, type DemoPerson } from './demo-people.js';

export type People = Record<DemoPerson, Actor>;

/** Lets the people of the demo say what they say, and change it. */
@Injectable()
export class DemoMessagesService {
  constructor(
    private readonly messages: MessagesService,
    private readonly changes: MessageChangesService,
    private readonly reactions: ReactionsService,
  ) {}

  /** In their order. */
  async say(
    people: People,
    conversationId: string,
    messages: readonly DemoMessage[],
    now: Date,
  ): Promise<void> {
    const ids: string[] = [];
    for (const content of messages) {
      const { from, at, body, before = body, repliesTo } = content;
      const command = { conversationId, clientMessageId: newId(), body: withMentions(before, people) };
      const replyToId = repliesTo === undefined ? null : ids.at(-repliesTo);
      const { message } = await this.messages.importMessage(people[from], { ...command, replyToId }, at(now));
      ids.push(message.id);
      await this.change(people, content, { conversationId, messageId: message.id });
    }
  }

  private async change(
    people: People,
    { from, body, before, deleted, reactions = {} }: DemoMessage,
    ref: { conversationId: string; messageId: string },
  ): Promise<void> {
    if (before !== undefined)
      await this.changes.edit(people[from], ref, { body: withMentions(body, people) });
    for (const [emoji, names] of Object.entries(reactions))
      for (const name of names) await this.reactions.add(people[name], ref, emoji);
    if (deleted) await this.changes.delete(people[from], ref);
  }
}

function withMentions(body: string, people: People): string {
  return body.replace(/@\{(\w+)\}/g, (source, name: string) => {
    if (!(name in people)) return source;
    const person = name as DemoPerson;
    return mentionSource(demoPeople[person].displayName, people[person].userId);
  });
}
