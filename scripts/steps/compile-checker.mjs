// Compiles the delivery checker file by file, as `isolatedModules` allows: reading its libraries' types took most of the time.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { root } from './paths.mjs';

const { config } = ts.readConfigFile(join(root, 'backend/tsconfig.check.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'backend'));
const sources = join(root, 'backend/check');
const built = join(options.outDir, 'check');

rmSync(options.outDir, { recursive: true, force: true });
for (const name of readdirSync(sources, { recursive: true })) {
  if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
  const fileName = join(sources, name);
  const { outputText } = ts.transpileModule(readFileSync(fileName, 'utf8'), {
    // What a file's module is, its name and package.json say only to a whole program.
    compilerOptions: { ...options, module: ts.ModuleKind.ESNext, sourceMap: false },
    fileName,
  });
  const target = join(built, name.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, outputText);
}
