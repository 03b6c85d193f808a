import { expect, it } from '@jest/globals';
import { SharedAnswer } from './shared-answer.js';

function counted(answers: string[]) {
  const asked: string[] = [];
  const shared = new SharedAnswer(
    () => {
      const answer = answers.shift() ?? 'none';
      asked.push(answer);
      return Promise.resolve(answer);
    },
    (answer) => answer === 'good',
  );
  return { asked, shared };
}
const many = (shared: SharedAnswer<string>) => Promise.all(Array.from({ length: 50 }, () => shared.get()));

it('asks once for all who come while the answer is under way or fresh', async () => {
  const { asked, shared } = counted(['good', 'bad']);
  expect(new Set(await many(shared))).toEqual(new Set(['good']));
  expect(await shared.get()).toBe('good');
  expect(asked).toEqual(['good']);
});

it('asks again after a bad answer, once for all', async () => {
  const { asked, shared } = counted(['bad', 'good']);
  expect(new Set(await many(shared))).toEqual(new Set(['bad']));
  expect(new Set(await many(shared))).toEqual(new Set(['good']));
  expect(asked).toEqual(['bad', 'good']);
});
