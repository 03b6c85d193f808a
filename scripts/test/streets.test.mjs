// Each street of the house: what may be imported passes, and what may not is an error.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { streets } from '../lint/streets.mjs';

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
];

const allowedCode = [
  ['shared-contracts/src/errors.ts', "import 'zod';"],
  [`${messages}/messages.repository.ts`, "dataSource.query('select 1');"],
  [`${B}/platform/database/migrations/1-initial.ts`, "runner.query('select 1');"],
  [`${B}/features/pins/migrations/1-pins.ts`, "runner.query('select 1');"],
  [`${B}/platform/config/config.ts`, 'process.env.PORT;'],
];

let house;
let eslint;

before(() => {
  house = realpathSync(mkdtempSync(join(tmpdir(), 'litspark-streets-')));
  for (const file of new Set([...allowed, ...refused].flat())) {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), 'export {};\n');
  }
  const parser = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } };
  eslint = new ESLint({ cwd: house, overrideConfigFile: true, overrideConfig: [parser, ...streets(house)] });
});
after(() => rmSync(house, { recursive: true, force: true }));

const faults = async (file, code) => {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: join(house, file) });
  return result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
};
const importing = (from, to) => {
  const path = relative(dirname(from), to).replace(/\.ts$/, '.js');
  return `import '${path.startsWith('.') ? path : `./${path}`}';`;
};

describe('the import rules', () => {
  for (const [from, to] of allowed)
    it(`let ${from} import ${to}`, async () => assert.deepEqual(await faults(from, importing(from, to)), []));
  for (const [from, to] of refused)
    it(`refuse that ${from} imports ${to}`, async () => {
      const found = await faults(from, importing(from, to));
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0], /^boundaries\/element-types/);
    });
  for (const [file, code] of allowedCode)
    it(`let ${file} say ${code}`, async () => assert.deepEqual(await faults(file, code), []));
  for (const [file, code] of refusedCode)
    it(`refuse that ${file} says ${code}`, async () => {
      const found = await faults(file, code);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0], /^no-restricted/);
    });
});
