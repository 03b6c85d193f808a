import { test as base, type BrowserContext, type Page } from '@playwright/test';
import type { ConversationSummary, Session, User } from '@litspark/shared-contracts';
import { Api, productUrl } from './api';

/** Somebody signed in, who acts through the API. */
export interface Account {
  user: User;
  api: Api;
  email: string;
  password: string;
  /** What a browser keeps of the session. */
  cookies: Parameters<BrowserContext['addCookies']>[0];
}

/** Somebody with a browser of their own, signed in. */
export interface Person extends Account {
  context: BrowserContext;
  page: Page;
}

interface Worker {
  admin: Api;
}
interface Fixtures {
  /** Ann without a browser, which takes time to open. */
  annsAccount: Account;
  bensAccount: Account;
  ann: Person;
  ben: Person;
  /** A conversation of Ann and Ben, still empty. */
  direct: ConversationSummary;
  /** A group of Ann and Ben. */
  group: ConversationSummary;
  newAccount: (name: string) => Promise<Account>;
  newBrowser: (account: Account, newContext?: () => Promise<BrowserContext>) => Promise<Person>;
  newPerson: (name: string, newContext?: () => Promise<BrowserContext>) => Promise<Person>;
}

const password = 'a long enough password';

export const test = base.extend<Fixtures, Worker>({
  baseURL: async ({}, use) => use(productUrl()),
  admin: [async ({}, use) => use(await Api.administrator()), { scope: 'worker' }],
  newAccount: async ({ admin, playwright, baseURL }, use) => {
    await use(async (name) => {
      const email = `${name[0]?.toLowerCase()}.${crypto.randomUUID()}@e2e.example`;
      const { setupToken, ...user } = await admin.createUser(`${name} Martin`, email);
      const request = await playwright.request.newContext({ baseURL });
      const answer = await request.post('/api/auth/setup', { data: { token: setupToken, password } });
      const session = (await answer.json()) as Session;
      const { cookies } = await request.storageState();
      await request.dispose();
      return { user, email, password, api: new Api(session, { email, password }), cookies };
    });
  },
  newBrowser: async ({ browser, contextOptions, baseURL, playwright }, use) => {
    const contexts: BrowserContext[] = [];
    const signedIn = new Set<string>();
    /** A session is one browser's: another one's refresh token would soon be taken for a stolen one. */
    const cookiesOf = async ({ email, cookies }: Account) => {
      if (!signedIn.has(email)) {
        signedIn.add(email);
        return cookies;
      }
      const request = await playwright.request.newContext({ baseURL });
      await request.post('/api/auth/login', { data: { email, password } });
      const { cookies: ofThis } = await request.storageState();
      await request.dispose();
      return ofThis;
    };
    await use(async (account, newContext = () => browser.newContext({ ...contextOptions, baseURL })) => {
      const context = await newContext();
      contexts.push(context);
      await context.addCookies(await cookiesOf(account));
      const page = await context.newPage();
      await noteSession(page);
      return { ...account, context, page };
    });
    for (const context of contexts) await context.close();
  },
  newPerson: async ({ newAccount, newBrowser }, use) =>
    use(async (name, newContext) => newBrowser(await newAccount(name), newContext)),
  annsAccount: async ({ newAccount }, use) => use(await newAccount('Ann')),
  bensAccount: async ({ newAccount }, use) => use(await newAccount('Ben')),
  ann: async ({ annsAccount, newBrowser }, use) => use(await newBrowser(annsAccount)),
  ben: async ({ bensAccount, newBrowser }, use) => use(await newBrowser(bensAccount)),
  direct: async ({ annsAccount, bensAccount }, use) =>
    use(await annsAccount.api.createConversation({ kind: 'direct', participantIds: [bensAccount.user.id] })),
  group: async ({ annsAccount, bensAccount }, use) =>
    use(
      await annsAccount.api.createConversation({
        kind: 'group',
        title: 'Équipe',
        participantIds: [bensAccount.user.id],
      }),
    ),
});

/** The first page that is opened here finds a note that there is a session, as a sign-in leaves it. */
export async function noteSession(page: Page): Promise<void> {
  const note = await page.addInitScript(() => localStorage.setItem('litspark.session', 'true'));
  page.once('domcontentloaded', () => void note.dispose());
}

export { expect } from '@playwright/test';
