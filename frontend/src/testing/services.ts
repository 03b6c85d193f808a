import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@angular/core';

const app = join(process.cwd(), 'src/app');

/** Every service of the application that is provided there, features' too, as its source says; its name is of the class. */
export async function servicesProvidedIn(scope: 'SessionScope' | "'root'"): Promise<Type<object>[]> {
  const services: Type<object>[] = [];
  for (const file of readdirSync(app, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const declared = new RegExp(`@Injectable\\(\\{ providedIn: ${scope} \\}\\)\\nexport class (\\w+)`, 'g');
    const names = [...readFileSync(join(app, file), 'utf8').matchAll(declared)].map(([, name]) => name ?? '');
    if (names.length === 0) continue;
    const module = (await import(join(app, file))) as Record<string, Type<object>>;
    for (const name of names) if (module[name]) services.push(module[name]);
  }
  return services;
}
