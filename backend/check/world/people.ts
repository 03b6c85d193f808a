import { createdUser, session as sessionShape } from '@litspark/shared-contracts';
import type { Account } from '../client/session.js';
import { RestClient } from '../client/rest-client.js';

export const admin = { email: 'owner@example.org', password: 'a passphrase for checks' };
const names = ['Ann', 'Ben', 'Cléo', 'Dan', 'Eva', 'Finn'];

/** The accounts that every run finds in its database. */
export interface People {
  owner: Account;
  people: Account[];
}

/** Makes the accounts, on a service that was started with `admin`. */
export async function createPeople(port: number): Promise<People> {
  const rest = new RestClient(port);
  const { accessToken: token, user } = sessionShape.parse(
    (await must(rest, { method: 'POST', path: '/api/auth/login', body: admin })).body,
  );
  const people: Account[] = [];
  for (const name of names) {
    const account = {
      name,
      email: `${name
        .normalize('NFD')
        .replace(/[^a-z]/gi, '')
        .toLowerCase()}@example.org`,
      password: `the passphrase of ${name}`,
    };
    const body = { email: account.email, displayName: name, password: account.password, role: 'member' };
    const created = await must(rest, { method: 'POST', path: '/api/users', token, body });
    people.push({ ...account, email: account.email, userId: createdUser.parse(created.body).id });
  }
  rest.close();
  return { owner: { ...admin, name: 'Owner', userId: user.id }, people };
}

async function must(rest: RestClient, call: Parameters<RestClient['call']>[0]) {
  const outcome = await rest.call(call);
  if (outcome.is !== 'done') throw new Error(`${call.method} ${call.path}: ${JSON.stringify(outcome)}`);
  return outcome.data;
}
