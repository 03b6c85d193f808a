import type { Command } from './command';
import type { CommandKind } from './command-kind';

/**
 * A command that was found in this browser, as this version of the application knows it. `later`: a later version left it,
 * which will send it; `spoilt`: nobody can read it.
 */
export function readBy(kind: CommandKind, command: Command): Command | 'later' | 'spoilt' {
  const version = kind.version ?? 1;
  if (command.version > version) return 'later';
  const isOlder = command.version < version;
  const data = isOlder && kind.upgrade ? kind.upgrade(command.data, command.version) : command.data;
  if (!kind.data.safeParse(data).success) return 'spoilt';
  return isOlder ? { ...command, data, version } : command;
}
