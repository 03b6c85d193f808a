/** One call as strace saw it. `began` and `ended` are line numbers of the trace, which strace writes in the order of what happened. */
export interface SystemCall {
  name: string;
  /** The file's path, or `TCP:[here->there]`. */
  target: string;
  /** What was written. */
  data: Buffer;
  /** Where in the file; 0 where the call doesn't say. */
  offset: number;
  began: number;
  /** Infinity for a call that failed, or wasn't seen to return. */
  ended: number;
}

/** Options of strace, besides which calls: whole strings in hexadecimal, and whom a descriptor stands for. */
export const traceOptions = ['-f', '-yy', '-xx', '-s', '1048576', '-e', 'signal=none'];

/** Reads a trace that was made with `traceOptions`. */
export function readTrace(trace: string): SystemCall[] {
  const calls: SystemCall[] = [];
  /** By process: the call that it is in. */
  const open = new Map<string, SystemCall>();
  for (const [lineNumber, line] of trace.split('\n').entries()) {
    const [, process = '', text = ''] = /^(\d+) +(.*)$/s.exec(line) ?? [];
    if (text.startsWith('<... ')) {
      const call = open.get(process);
      open.delete(process);
      if (call && succeeded(text)) call.ended = lineNumber;
      continue;
    }
    const call = readCall(text, lineNumber);
    if (!call) continue;
    calls.push(call);
    if (text.endsWith('<unfinished ...>')) open.set(process, call);
    else if (succeeded(text)) call.ended = lineNumber;
  }
  return calls;
}

function readCall(said: string, began: number): SystemCall | null {
  const [start, name, target] = /^(\w+)\(\d+<(TCP:\[[^\]]*\]|[^>]*)>/.exec(said) ?? [];
  if (start === undefined || name === undefined || target === undefined) return null;
  const afterData = said.slice(said.lastIndexOf('"') + 1);
  return {
    name,
    target: target.startsWith('TCP') ? target : unhex(target).toString(),
    data: unhex(said.slice(start.length)),
    offset: name === 'pwrite64' ? Number(/^, \d+, (\d+)/.exec(afterData)?.[1]) : 0,
    began,
    ended: Infinity,
  };
}

/** All strings of a line, one after the other; whatever is not `\x41` is left out. */
function unhex(said: string): Buffer {
  return Buffer.from(said.replace(/\\x([0-9a-f]{2})|[^\\]/g, '$1'), 'hex');
}

const succeeded = (said: string): boolean => / = \d+( \(DELAYED\))?$/.test(said);
