import process from 'node:process';
import type { Progress } from './progress.ts';

/** What a shell says of a program that Ctrl-C ended. */
const interrupted = 130;

let waiting = 0;
let taken: () => void = () => {};

/** Does something that takes time. Ctrl-C ends the program meanwhile, with nothing left on the terminal. */
export async function interruptible<T>(progress: Progress, run: () => Promise<T>): Promise<T> {
  if (waiting === 0) {
    taken = () => {
      progress.end();
      // Nothing has been written yet that this could cut off.
      process.exit(interrupted);
    };
    process.once('SIGINT', taken);
  }
  waiting += 1;
  try {
    return await run();
  } finally {
    waiting -= 1;
    if (waiting === 0) {
      process.off('SIGINT', taken);
      progress.end();
    }
  }
}
