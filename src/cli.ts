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

// The exit code is set and the process ends by itself: leaving at once would cut off what a pipe has not taken yet.
run(process.argv.slice(2), nodeHost).then(({ stdout, stderr, exitCode }) => {
  process.exitCode = exitCode;
  try {
    process.stdout.write(stdout);
  } catch (error) {
    failed(error as NodeJS.ErrnoException);
  }
  process.stderr.write(stderr);
});
