import 'fake-indexeddb/auto';
import { deserialize, serialize } from 'node:v8';

// jsdom hides Node's own.
globalThis.structuredClone ??= <T>(value: T): T => deserialize(serialize(value)) as T;
