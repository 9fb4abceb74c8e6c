import { spawnSync } from 'node:child_process';
import process from 'node:process';

/**
 * `npm run bench`: how long `print` takes on one small file, in units of an empty Node program on the same machine. The two
 * run in turn, so that a machine that slows down slows both.
 */
const rounds = 25;
const most = 2.5;
const example = 'testdata/ingress-nginx/proxy-ssl/client-certificate/input.yaml';
const print = [
  'bin/ingress2gateway.js',
  'print',
  '--providers=ingress-nginx',
  '--emitter=agentgateway',
  '--input-file',
  example,
];

// Reading extra certificates at start costs an empty program more than everything else.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** Wall time in milliseconds. */
function time(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  spawnSync(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'ignore'] });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

time(print);
time(['-e', '0']);
const pairs = Array.from({ length: rounds }, () => ({ print: time(print), empty: time(['-e', '0']) }));
const [printed, empty] = [median(pairs.map((p) => p.print)), median(pairs.map((p) => p.empty))];
const ratio = median(pairs.map((p) => p.print / p.empty));
process.stdout.write(
  `print ${printed.toFixed(1)} ms, node -e 0 ${empty.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (at most ${most})\n`,
);
