import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { table } from '../commands/table.ts';
import { estateText } from './scale.ts';

/**
 * `npm run bench [-- SIZE...]`: how long `print` takes on one small file, in units of an empty Node program on the same
 * machine, and then on estates of so many Ingresses. The two programs run in turn, so that a machine that slows down slows
 * both. Larger sizes, such as 50000, are measured where they are asked for.
 */
const rounds = 25;
/** What else a machine does only adds to a time, so the fastest of some runs is what a program takes. */
const runs = 5;
const most = 2.5;
const usualSizes = [1, 100, 1000, 10_000];
const example = 'testdata/ingress-nginx/proxy-ssl/client-certificate/input.yaml';
const print = ['bin/ingress2gateway.js', 'print', '--providers=ingress-nginx', '--emitter=agentgateway'];

// Reading extra certificates at start costs an empty program more than everything else.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** Wall time in milliseconds. */
function time(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  spawnSync(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'ignore'] });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

function startUp(): void {
  const small = [...print, '--input-file', example];
  time(small);
  time(['-e', '0']);
  const pairs = Array.from({ length: rounds }, () => ({ print: time(small), empty: time(['-e', '0']) }));
  const [printed, empty] = [median(pairs.map((p) => p.print)), median(pairs.map((p) => p.empty))];
  const ratio = median(pairs.map((p) => p.print / p.empty));
  process.stdout.write(
    `print ${printed.toFixed(1)} ms, node -e 0 ${empty.toFixed(1)} ms, ratio ${ratio.toFixed(2)} (at most ${most})\n\n`,
  );
}

// The peak is known at the end, and to the process itself.
const telling = 'process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))';

/** Seconds of the fastest run, and the most megabytes of memory. */
function fastest(args: readonly string[]) {
  const all = Array.from({ length: runs }, () => measured(args));
  return {
    seconds: Math.min(...all.map(({ seconds }) => seconds)),
    memory: Math.max(...all.map(({ memory }) => memory)),
  };
}

/** Seconds, and megabytes of memory at the peak. */
function measured(args: readonly string[]) {
  const start = process.hrtime.bigint();
  const { stderr } = spawnSync(process.execPath, [`--import=data:text/javascript,${telling}`, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 30,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { seconds, memory: Number(/\d+$/.exec(stderr.toString())?.[0] ?? 0) / 1024 };
}

const topologies = {
  'per-namespace': [],
  shared: ['--gateway-namespace=infra'],
  'listener-sets': ['--gateway-topology=listener-sets', '--gateway-namespace=infra'],
};

function scale(sizes: readonly number[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const before = new Map<string, { readonly size: number; readonly seconds: number }>();
  const rows = sizes.flatMap((size) => {
    const file = join(folder, 'estate.yaml');
    writeFileSync(file, estateText(size, { namespaces: 20, perHost: 2 }));
    return Object.entries(topologies).map(([topology, flags]) => {
      const { seconds, memory } = fastest([...print, ...flags, '--input-file', file]);
      const last = before.get(topology);
      before.set(topology, { size, seconds });
      const growth = last && Math.log(seconds / last.seconds) / Math.log(size / last.size);
      return {
        ingresses: String(size),
        topology,
        seconds: seconds.toFixed(2),
        'peak MB': memory.toFixed(0),
        // 1 is linear. Starting up hides the growth of small estates.
        'growth exponent': growth?.toFixed(2) ?? '',
      };
    });
  });
  rmSync(folder, { recursive: true });
  process.stdout.write(table(rows, 'table'));
}

startUp();
const [, , ...sizes] = process.argv;
scale(sizes.length > 0 ? sizes.map(Number) : usualSizes);
