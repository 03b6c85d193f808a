import type { ItemKindName, ItemPage, ItemValue, PersonalItem } from '@litspark/shared-contracts';
import type { TestApp } from './create-test-app.js';
import type { TestUser } from './create-user.js';
import { request, type Answer } from './request.js';

type Node = Pick<TestApp, 'url'>;
type Person = Pick<TestUser, 'accessToken'>;

const pathOf = (kind: string, id: string) => `/api/me/items/${kind}/${id}`;

/** `PUT` of an item, whatever `value` is. */
export function putItem<Body = PersonalItem>(
  app: Node,
  as: Person,
  kind: string,
  id: string,
  value: unknown,
  ifRevision?: number,
): Promise<Answer<Body>> {
  return request<Body>(app, 'PUT', pathOf(kind, id), { as, body: { value, ifRevision } });
}

export function deleteItem<Body>(
  app: Node,
  as: Person,
  kind: string,
  id: string,
  ifRevision?: number,
): Promise<Answer<Body>> {
  const query = ifRevision === undefined ? '' : `?ifRevision=${ifRevision}`;
  return request<Body>(app, 'DELETE', pathOf(kind, id) + query, { as });
}

export function getItem<Body = PersonalItem>(
  app: Node,
  as: Person,
  kind: string,
  id: string,
): Promise<Answer<Body>> {
  return request<Body>(app, 'GET', pathOf(kind, id), { as });
}

export function listItems<Body = ItemPage>(app: Node, as: Person, query = ''): Promise<Answer<Body>> {
  return request<Body>(app, 'GET', `/api/me/items${query}`, { as });
}

/** An item as the contract shows it. */
export const item = <K extends ItemKindName>(
  kind: K,
  id: string,
  revision: number,
  value: ItemValue<K> | null,
): PersonalItem => ({ kind, id, revision, value });
