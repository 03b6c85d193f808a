import type {
  ConversationSummary,
  CreateConversationRequest,
  CreatedUser,
  ItemKindName,
  ItemPage,
  ItemValue,
  Me,
  Message,
  MessagePage,
  PersonalItem,
  SendMessageRequest,
  Session,
} from '@litspark/shared-contracts';
import { administrator } from './product';

interface Credentials {
  email: string;
  password: string;
}

/** Calls the product's REST interface as one person: in that session, and in one of its own once that has ended. */
export class Api {
  constructor(
    private session: Session,
    private readonly credentials: Credentials,
  ) {}

  static async signIn(email: string, password: string): Promise<Api> {
    return new Api(await signIn({ email, password }), { email, password });
  }

  static administrator(): Promise<Api> {
    return Api.signIn(administrator.email, administrator.password);
  }

  me(): Promise<Me> {
    return this.call('GET', '/api/me');
  }

  /** Without a password, which a token in the answer then sets. */
  createUser(displayName: string, email: string): Promise<CreatedUser> {
    return this.call('POST', '/api/users', { displayName, email });
  }

  /** An administrator's: ends that person's sessions. */
  disable(userId: string): Promise<unknown> {
    return this.call('PATCH', `/api/users/${userId}`, { disabled: true });
  }

  createConversation(request: CreateConversationRequest): Promise<ConversationSummary> {
    return this.call('POST', '/api/conversations', request);
  }

  send(
    conversationId: string,
    body: string,
    more: Pick<SendMessageRequest, 'replyToId' | 'parts'> = {},
  ): Promise<Message> {
    return this.call('POST', `/api/conversations/${conversationId}/messages`, {
      clientMessageId: crypto.randomUUID(),
      body,
      ...more,
    });
  }

  edit({ conversationId, id }: Message, body: string): Promise<Message> {
    return this.call('PATCH', `/api/conversations/${conversationId}/messages/${id}`, { body });
  }

  remove({ conversationId, id }: Message): Promise<Message> {
    return this.call('DELETE', `/api/conversations/${conversationId}/messages/${id}`);
  }

  react({ conversationId, id }: Message, emoji: string): Promise<Message> {
    const path = `/api/conversations/${conversationId}/messages/${id}/reactions`;
    return this.call('PUT', `${path}/${encodeURIComponent(emoji)}`);
  }

  markAsRead(conversationId: string, seq: number): Promise<unknown> {
    return this.call('POST', `/api/conversations/${conversationId}/read`, { seq });
  }

  archive(conversationId: string, archived: boolean): Promise<ConversationSummary> {
    return this.call('PATCH', `/api/conversations/${conversationId}`, { archived });
  }

  removeParticipant(conversationId: string, userId: string): Promise<unknown> {
    return this.call('DELETE', `/api/conversations/${conversationId}/participants/${userId}`);
  }

  messages(conversationId: string): Promise<MessagePage> {
    return this.call('GET', `/api/conversations/${conversationId}/messages?limit=200`);
  }

  conversation(conversationId: string): Promise<ConversationSummary> {
    return this.call('GET', `/api/conversations/${conversationId}`);
  }

  /** What this person set for themselves, of one kind, by id. */
  async items<K extends ItemKindName>(kind: K): Promise<Map<string, ItemValue<K>>> {
    const page = await this.call<ItemPage>('GET', `/api/me/items?kind=${kind}&limit=500`);
    return new Map(page.items.flatMap(({ id, value }) => (value ? [[id, value as ItemValue<K>]] : [])));
  }

  putItem<K extends ItemKindName>(kind: K, id: string, value: ItemValue<K>): Promise<PersonalItem> {
    return this.call('PUT', `/api/me/items/${kind}/${id}`, { value });
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await send(method, path, body, this.session.accessToken);
    if (answer.status !== 401) return resultOf<T>(answer, method);
    this.session = await signIn(this.credentials);
    return resultOf<T>(await send(method, path, body, this.session.accessToken), method);
  }
}

export function productUrl(): string {
  const url = process.env['E2E_URL'];
  if (url === undefined) throw new Error('E2E_URL is not set: the product was not started.');
  return url;
}

async function signIn(credentials: Credentials): Promise<Session> {
  return resultOf<Session>(await send('POST', '/api/auth/login', credentials), 'POST');
}

function send(method: string, path: string, body?: unknown, token?: string): Promise<Response> {
  return fetch(`${productUrl()}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function resultOf<T>(answer: Response, method: string): Promise<T> {
  if (!answer.ok)
    throw new Error(`${method} ${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
