import process from 'node:process';
import { nodeHost } from './node-host.ts';
import { run } from './run.ts';

// A closed pipe (`| head`) is how readers say that they have enough.
const failed = (error: NodeJS.ErrnoException): void => {
  if (error.code === 'EPIPE') return;
  process.exitCode = 2;
  try {
    process.stderr.write(`ingress2gateway: cannot write standard output: ${error.code}\n`);
  } catch {
    // There is nobody left to tell; the exit code says it.
  }
};
process.stdout.on('error', failed);
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exitCode = 2;
});

/** Writes a text, and goes on when the stream has taken all of it, or cannot. */
function written(stream: NodeJS.WriteStream, text: string, goOn: () => void): void {
  try {
    stream.write(text, goOn);
  } catch (error) {
    failed(error as NodeJS.ErrnoException);
    goOn();
  }
}

// The process ends when a pipe has taken everything, and when somebody has heard of what went wrong. It does not end by itself:
// tidying the memory first takes a twentieth of the time of most runs.
const leave = (): void => {
  setImmediate(() => process.exit());
};

run(process.argv.slice(2), nodeHost).then(({ stdout, stderr, exitCode }) => {
  process.exitCode = exitCode;
  written(process.stdout, stdout, () => written(process.stderr, stderr, leave));
});
