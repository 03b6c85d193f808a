import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createTestApp, type TestApp } from '../../../test/create-test-app.js';
import { createUser } from '../../../test/create-user.js';
import { item, listItems, putItem } from '../../../test/personal-items.js';

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

it('what was seen of the activity goes forward only: an earlier time answers the present item', async () => {
  const ann = await createUser(app);
  const at = (minute: number) => ({ at: `2026-11-30T08:0${minute}:00.000Z` });
  const put = async (minute: number, ifRevision?: number) =>
    (await putItem(app, ann, 'activity_seen', 'activity', at(minute), ifRevision)).body;
  expect(await put(2)).toEqual(item('activity_seen', 'activity', 1, at(2)));
  expect(await put(1)).toEqual(item('activity_seen', 'activity', 1, at(2)));
  expect(await put(3)).toEqual(item('activity_seen', 'activity', 2, at(3)));
  expect(await put(1, 1)).toMatchObject({ code: 'CONFLICT' });
  const { body: other } = await putItem(app, ann, 'activity_seen', 'other', at(4));
  expect(other).toMatchObject({ code: 'VALIDATION_FAILED' });
  expect((await listItems(app, ann)).body.revision).toBe(2);
});
