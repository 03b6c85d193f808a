import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { admin, createPeople, type People } from './people.js';
import { Service } from './service.js';

/** A data folder with a database and people in it, made once by the product and copied for each run. */
export class Template {
  /** `folder` is one that `make` filled. */
  constructor(readonly folder: string) {}

  static async make(home: string, folder: string): Promise<Template> {
    const environment = {
      DATA_DIR: join(folder, 'data'),
      DEMO: 'off',
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
    };
    const log = join(folder, 'service.log');
    const service = new Service(
      home,
      await freePort(),
      () => environment,
      log,
      () => Promise.resolve(),
    );
    service.start();
    try {
      if (!(await service.ready(90_000)))
        throw new Error(`the service does not start:\n${readFileSync(log, 'utf8').slice(-4_000)}`);
      writeFileSync(join(folder, 'people.json'), JSON.stringify(await createPeople(service.port)));
    } finally {
      await service.stop();
    }
    return new Template(folder);
  }

  people(): People {
    return JSON.parse(readFileSync(join(this.folder, 'people.json'), 'utf8')) as People;
  }

  /** As `cp -a` copies: with the owners of the files. */
  copyTo(dataDir: string): void {
    execFileSync('cp', ['-a', join(this.folder, 'data'), dataDir]);
  }
}
