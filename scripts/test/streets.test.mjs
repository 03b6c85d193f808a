// Each street of the house: what may be imported passes, and what may not is an error.
import assert from 'node:assert/strict';
import { dirname, relative } from 'node:path';
import { before, describe, it } from 'node:test';
import { lintHouse } from './house.mjs';

const B = 'backend/src';
const messages = `${B}/features/messages`;
const chat = `${B}/features/chat`;
const F = 'frontend/src/app';
const contracts = 'shared-contracts/src/index.ts';

const allowed = [
  [`${B}/main.ts`, `${B}/app.module.ts`],
  [`${B}/app.module.ts`, `${B}/features.ts`],
  [`${B}/features.ts`, `${messages}/messages.module.ts`],
  [`${messages}/messages.controller.ts`, `${messages}/messages.service.ts`],
  [`${chat}/chat.gateway.ts`, `${messages}/messages.service.ts`],
  [`${messages}/messages.service.ts`, `${messages}/messages.repository.ts`],
  [`${messages}/messages.service.ts`, `${B}/platform/database/unit-of-work.ts`],
  [`${messages}/messages.service.ts`, `${chat}/chat.events.ts`],
  [`${messages}/messages.repository.ts`, `${messages}/message.entity.ts`],
  [`${messages}/messages.service.spec.ts`, `${messages}/messages.repository.ts`],
  [`${B}/platform/http/errors.ts`, contracts],
  [`${messages}/check/index.ts`, 'backend/check/acts/sends.ts'],
  [`${messages}/check/index.ts`, `${messages}/check/bugs.ts`],
  ['backend/check/acts/sends.ts', contracts],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/sync/messaging.service.ts`],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/ui/avatar.component.ts`],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/features/conversation/row.component.ts`],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/features/names/names.service.ts`],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/features/reactions/public.ts`],
  [`${F}/features/reactions/public.ts`, `${F}/features/reactions/reactions.component.ts`],
  [`${F}/features/reactions/reactions.component.ts`, `${F}/features/reactions/sync/reacting.service.ts`],
  [`${F}/features/reactions/sync/reacting.service.ts`, `${F}/core/api-client.ts`],
  [`${F}/features/messaging/messaging.page.ts`, `${F}/features/messaging/snack.service.ts`],
  [`${F}/features/features.ts`, `${F}/features/reactions/reactions.feature.ts`],
  [`${F}/messaging.routes.ts`, `${F}/features/features.ts`],
  [`${F}/sync/messaging.service.ts`, `${F}/core/socket-client.ts`],
  [`${F}/sync/messaging.service.ts`, `${F}/stores/messages.store.ts`],
  [`${F}/ui/avatar.component.ts`, `${F}/ui/initials.ts`],
];

const refused = [
  ['shared-contracts/src/errors.ts', `${B}/main.ts`],
  [`${F}/core/session.service.ts`, `${B}/platform/http/errors.ts`],
  [`${messages}/messages.service.ts`, `${F}/sync/merge.ts`],
  [`${B}/main.ts`, `${messages}/messages.service.ts`],
  [`${B}/app.module.ts`, `${messages}/messages.service.ts`],
  [`${B}/platform/http/errors.ts`, `${messages}/messages.service.ts`],
  [`${messages}/messages.controller.ts`, `${messages}/messages.repository.ts`],
  [`${messages}/messages.controller.ts`, `${messages}/message.entity.ts`],
  [`${messages}/messages.controller.ts`, `${B}/platform/database/unit-of-work.ts`],
  [`${messages}/messages.controller.ts`, `${B}/platform/events/event-bus.ts`],
  [`${chat}/chat.gateway.ts`, `${messages}/messages.repository.ts`],
  [`${chat}/chat.gateway.ts`, `${messages}/messages.controller.ts`],
  [`${chat}/chat.service.ts`, `${messages}/messages.repository.ts`],
  [`${chat}/chat.service.ts`, `${messages}/message.entity.ts`],
  [`${chat}/fan-out.ts`, `${messages}/messages.repository.ts`],
  [`${messages}/messages.service.ts`, `${messages}/messages.controller.ts`],
  [`${messages}/messages.repository.ts`, `${messages}/messages.service.ts`],
  [`${messages}/message.entity.ts`, `${messages}/messages.repository.ts`],
  [`${messages}/check/index.ts`, `${messages}/messages.service.ts`],
  [`${messages}/check/index.ts`, `${chat}/check/index.ts`],
  [`${messages}/messages.service.ts`, `${messages}/check/index.ts`],
  ['backend/check/acts/sends.ts', `${messages}/check/index.ts`],
  ['backend/check/acts/sends.ts', `${B}/platform/http/errors.ts`],
  [`${F}/ui/avatar.component.ts`, `${F}/core/session.service.ts`],
  [`${F}/ui/avatar.component.ts`, `${F}/stores/messages.store.ts`],
  [`${F}/stores/messages.store.ts`, `${F}/sync/messaging.service.ts`],
  [`${F}/stores/messages.store.ts`, `${F}/core/socket-client.ts`],
  [`${F}/sync/messaging.service.ts`, `${F}/features/conversation/timeline.component.ts`],
  [`${F}/core/session.service.ts`, `${F}/features/conversation/timeline.component.ts`],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/core/api-client.ts`],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/core/socket-client.ts`],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/features/reactions/reactions.component.ts`],
  [`${F}/features/conversation/timeline.component.ts`, `${F}/features/reactions/sync/reacting.service.ts`],
  [`${F}/features/messaging/messaging.page.ts`, `${F}/features/reactions/reactions.component.ts`],
  [`${F}/features/reactions/reactions.feature.ts`, `${F}/features/features.ts`],
  [`${F}/features/reactions/public.ts`, `${F}/features/conversation/row.component.ts`],
  [`${F}/features/reactions/sync/reacting.service.ts`, `${F}/features/reactions/reactions.component.ts`],
  [`${F}/features/reactions/sync/reacting.service.ts`, `${F}/features/conversation/sync/reading.ts`],
];

const refusedCode = [
  ['shared-contracts/src/errors.ts', "import 'rxjs';"],
  ['shared-contracts/src/errors.ts', "import 'node:fs';"],
  ['shared-contracts/src/errors.ts', "export * from 'rxjs';"],
  [`${messages}/messages.service.ts`, "import 'socket.io';"],
  [`${messages}/messages.service.ts`, "import '@nestjs/websockets';"],
  [`${messages}/messages.service.ts`, "import 'express';"],
  [`${messages}/messages.service.ts`, 'process.env.PORT;'],
  [`${messages}/messages.repository.ts`, 'process.env.PORT;'],
  [`${messages}/messages.service.ts`, "dataSource.query('select 1');"],
  [`${B}/platform/config/config.ts`, "dataSource.query('select 1');"],
  [`${F}/ui/avatar.component.ts`, "import '@angular/common/http';"],
  [`${F}/stores/messages.store.ts`, "fetch('/api/me');"],
  [`${F}/stores/messages.store.ts`, "localStorage.getItem('x');"],
  [`${F}/stores/messages.store.ts`, "@Injectable({ providedIn: 'root' }) export class Store {}"],
  [
    `${F}/sync/messaging.service.ts`,
    "/** Messages. */ @Injectable({ providedIn: 'root' }) export class Some {}",
  ],
  [`${F}/features/conversation/row.component.ts`, "import { RouterOutlet } from '@angular/router';"],
  [`${F}/features/reactions/public.ts`, "import { Dialog } from '@angular/cdk/dialog';"],
];

const allowedCode = [
  ['shared-contracts/src/errors.ts', "import 'zod';"],
  ['shared-contracts/src/errors.spec.ts', "import 'fast-check';"],
  [`${messages}/messages.repository.ts`, "dataSource.query('select 1');"],
  [`${B}/platform/database/migrations/1-initial.ts`, "runner.query('select 1');"],
  [`${B}/features/polls/migrations/1-polls.ts`, "runner.query('select 1');"],
  [`${B}/features/polls/check/index.ts`, "dataSource.query('select 1');"],
  [`${B}/platform/config/config.ts`, 'process.env.PORT;'],
  [
    `${F}/core/clock.ts`,
    "/** Outlives sessions. */ @Injectable({ providedIn: 'root' }) export class Clock {}",
  ],
  [`${F}/stores/messages.store.ts`, '@Injectable({ providedIn: SessionScope }) export class Other {}'],
  [`${F}/features/conversation/row.component.ts`, "import { DialogRef } from '@angular/cdk/dialog';"],
];

const importing = (from, to) => {
  const path = relative(dirname(from), to).replaceAll('\\', '/').replace(/\.ts$/, '.js');
  return `import '${path.startsWith('.') ? path : `./${path}`}';`;
};
/** The ways to name another file, each for two files that may not meet. */
const otherWays = [
  `export * from '../polls/polls.repository.js';`,
  `export { PollsRepository } from '../polls/polls.repository.js';`,
  `import type { PollsRepository } from '../polls/polls.repository.js';`,
  `void import('../polls/polls.repository.js');`,
  `export type One = import('../polls/polls.repository.js').PollsRepository;`,
].map((code) => [`${messages}/messages.service.ts`, code]);
const outside = [
  [`${messages}/messages.service.ts`, "import '../../../../scripts/start.mjs';"],
  [`${messages}/messages.service.ts`, "import '../../../somewhere/else.js';"],
];

/** Files of the backend, and whether what they import is used as a type only. */
const typeUses = [
  ['let one: One | null = null; export const two = () => one;', true],
  ['export type Two = typeof One;', true],
  ['export const two = new One();', false],
  ['export { One };', false],
  ['@Injectable() export class Two { constructor(readonly one: One) {} }', false],
].map(([code, expected], index) => [`${B}/platform/http/two-${index}.ts`, code, expected]);

const imported = (pairs) => pairs.map(([from, to]) => [from, importing(from, to)]);
const good = [...imported(allowed), ...allowedCode];
const bad = [...imported(refused), ...otherWays, ...outside, ...refusedCode];
let lines;
let found;

before(async () => {
  lines = new Map([...allowed, ...refused].flat().map((file) => [file, ['export {};']]));
  for (const [file, code] of [...good, ...bad]) lines.set(file, [...(lines.get(file) ?? []), code]);
  for (const [file, code] of typeUses) lines.set(file, ["import { One } from './one.js';", code]);
  found = await lintHouse(new Map([...lines].map(([file, codes]) => [file, `${codes.join('\n')}\n`])));
});

const faults = (file, code) => {
  const line = lines.get(file).indexOf(code) + 1;
  return (found.get(file) ?? [])
    .filter((fault) => fault.line === line && /streets|no-restricted/.test(fault.rule))
    .map(({ rule, message }) => `${rule}: ${message}`);
};

describe('the import rules', () => {
  for (const [file, code] of good)
    it(`let ${file} say ${code}`, () => assert.deepEqual(faults(file, code), []));
  for (const [file, code] of bad)
    it(`refuse that ${file} says ${code}`, () => {
      const found = faults(file, code);
      assert.equal(found.length, 1, found.join('\n'));
    });
});

describe('imports of types', () => {
  for (const [file, code, expected] of typeUses)
    it(`are ${expected ? '' : 'not '}asked for by: ${code}`, () =>
      assert.equal(faults(file, "import { One } from './one.js';").length, expected ? 1 : 0));
});
