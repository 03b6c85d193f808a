import { test as base, type BrowserContext, type Page } from '@playwright/test';
import type { ConversationSummary, Session, User } from '@litspark/shared-contracts';
import { Api, productUrl } from './api';

/** Somebody with a browser of their own, signed in. */
export interface Person {
  user: User;
  api: Api;
  email: string;
  password: string;
  context: BrowserContext;
  page: Page;
}

interface Worker {
  admin: Api;
}
interface Fixtures {
  ann: Person;
  ben: Person;
  /** A conversation of Ann and Ben, still empty. */
  direct: ConversationSummary;
  /** A group of Ann and Ben. */
  group: ConversationSummary;
  newPerson: (name: string, options?: Parameters<typeof signedIn>[2]) => Promise<Person>;
}

const password = 'a long enough password';

async function signedIn(
  admin: Api,
  name: string,
  newContext: () => Promise<BrowserContext>,
): Promise<Person> {
  const email = `${name[0]?.toLowerCase()}.${crypto.randomUUID()}@e2e.example`;
  const { setupToken, ...user } = await admin.createUser(`${name} Martin`, email);
  const context = await newContext();
  // What a browser keeps of a session: the refresh cookie, and a note that there is one.
  const answer = await context.request.post(`${productUrl()}/api/auth/setup`, {
    data: { token: setupToken, password },
  });
  const session = (await answer.json()) as Session;
  const page = await context.newPage();
  await page.goto(`${productUrl()}/favicon.svg`);
  await page.evaluate(() => localStorage.setItem('litspark.session', 'true'));
  return { user, email, password, api: new Api(session, { email, password }), context, page };
}

export const test = base.extend<Fixtures, Worker>({
  baseURL: async ({}, use) => use(productUrl()),
  admin: [async ({}, use) => use(await Api.administrator()), { scope: 'worker' }],
  newPerson: async ({ admin, browser, contextOptions, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use((name, newContext = () => browser.newContext({ ...contextOptions, baseURL })) =>
      signedIn(admin, name, async () => {
        const context = await newContext();
        contexts.push(context);
        return context;
      }),
    );
    for (const context of contexts) await context.close();
  },
  ann: async ({ newPerson }, use) => use(await newPerson('Ann')),
  ben: async ({ newPerson }, use) => use(await newPerson('Ben')),
  direct: async ({ ann, ben }, use) =>
    use(await ann.api.createConversation({ kind: 'direct', participantIds: [ben.user.id] })),
  group: async ({ ann, ben }, use) =>
    use(await ann.api.createConversation({ kind: 'group', title: 'Équipe', participantIds: [ben.user.id] })),
});

export { expect } from '@playwright/test';
