/** Others wait no longer than this, and what this many writes take. */
const sliceMs = 2;
const writesAtOnce = 16;

const waiting = new Set<() => void>();
let isRunning = false;
let isBroadcasting = false;

/** Whether what is emitted now goes to a room, and not to one socket. */
export const inBroadcast = (): boolean => isBroadcasting;

/** Emits to a room: what it makes connections write gives way to what is written to one, such as acknowledgements. */
export function broadcast(emit: () => void): void {
  isBroadcasting = true;
  try {
    emit();
  } finally {
    isBroadcasting = false;
  }
}

/** Calls these, each once, in their order: in this turn of the event loop as many as take a moment, the others in the turns after it. */
export function writeInSlices(write: () => void): void {
  waiting.add(write);
  if (isRunning) return;
  isRunning = true;
  process.nextTick(writeSlice);
}

function writeSlice(): void {
  const until = performance.now() + sliceMs;
  try {
    do writeSome();
    while (waiting.size > 0 && performance.now() < until);
  } finally {
    isRunning = waiting.size > 0;
    if (isRunning) setImmediate(writeSlice);
  }
}

function writeSome(): void {
  let left = writesAtOnce;
  for (const write of waiting) {
    waiting.delete(write);
    write();
    left -= 1;
    if (left === 0) return;
  }
}
