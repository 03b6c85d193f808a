// Files that import each other in a circle are found, and so are features that do.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findImportCycles } from '../lint/import-cycles.mjs';

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const cyclesIn = (files) => {
  const folder = mkdtempSync(join(tmpdir(), 'litspark-cycles-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return findImportCycles(folder, ['backend/src', 'frontend/src']);
};

describe('a cycle of imports', () => {
  it('is none where every way ends', () => {
    const files = {
      'backend/src/a.ts': "import { b } from './b.js';\nimport { c } from './c.js';",
      'backend/src/b.ts': "import { c } from './c.js';",
      'backend/src/c.ts': "import { z } from 'zod';",
    };
    assert.deepEqual(cyclesIn(files), []);
  });

  it('is found between files, by the shortest way', () => {
    const files = {
      'backend/src/a.ts': "import {\n  b,\n} from './b.js';",
      'backend/src/b.ts': "export { c } from './deep/c.js';",
      'backend/src/deep/c.ts': "import type { A } from '../a.js';",
    };
    const [a, b, c] = Object.keys(files);
    assert.deepEqual(cyclesIn(files), [[a, b, c, a]]);
  });

  it('is found where a file is imported when it is needed', () => {
    const files = {
      'frontend/src/panels.ts': "const { Menu } = await import('./menu');",
      'frontend/src/menu.ts': "import { Panels } from './panels';",
    };
    const [panels, menu] = Object.keys(files);
    assert.deepEqual(cyclesIn(files), [[menu, panels, menu]]);
  });

  it('is found between features of the backend, but not through their tests', () => {
    const files = {
      'backend/src/features/messages/messages.service.ts':
        "import '../conversations/conversations.service.js';",
      'backend/src/features/conversations/conversations.service.ts': '',
      'backend/src/features/conversations/conversations.spec.ts': "import '../messages/messages.service.js';",
    };
    assert.deepEqual(cyclesIn(files), []);

    files['backend/src/features/conversations/summaries.service.ts'] = "import '../messages/shape.js';";
    files['backend/src/features/messages/shape.ts'] = '';
    const [messages, conversations] = ['messages', 'conversations'].map(
      (name) => `backend/src/features/${name}`,
    );
    assert.deepEqual(cyclesIn(files), [[conversations, messages, conversations]]);
  });
});
