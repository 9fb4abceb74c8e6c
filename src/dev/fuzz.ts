import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { reports } from '../commands/reports.ts';
import { convert } from '../convert.ts';
import { plain } from '../diagnostics/human.ts';
import { gatewayApi, newestRelease } from '../emit/gateway-api.ts';
import { memoryHost } from '../memory-host.ts';
import { finish, type Provenance } from '../print/finish.ts';
import { printers } from '../print/printers.ts';
import { parseManifests } from '../read/parse.ts';
import { emitters, providers } from '../registry.ts';
import { run } from '../run.ts';
import { version } from '../version.ts';
import { dice } from './dice.ts';
import { mutantOf } from './mutants.ts';
import { layoutOf } from './topologies.ts';

/**
 * `npm run fuzz -- DIR [--rounds N] [--seed N] [--show]`: converts mutants of the manifests below a folder, with either emitter
 * and any layout, and prints in every form. Says which ones crash, take over two seconds, or bring about what the program rules
 * out, and judges the mutants as `validate` does. A round depends on its number alone; `--show` prints the mutant of the seed.
 */
const longest = 2_000;
/** When a round counts as one that never ends. */
const endless = 20_000;

/** What a worker says of a round, and the last round that it has done. */
interface Told {
  readonly round: number;
  readonly faults: readonly string[];
  readonly objects: number;
}

const provenances: readonly Provenance[] = ['comments', 'annotations', 'none'];

const context = { version, paint: plain, isAccepted: () => false, isFailure: () => true };

/** What is wrong with the program, shown by one mutant. */
async function round(texts: readonly string[], seed: number): Promise<Told> {
  const rolled = dice(seed);
  const text = mutantOf(texts, rolled);
  const faults: string[] = [];
  const started = process.cpuUsage();
  let count = 0;
  try {
    const api = gatewayApi(newestRelease, rolled.pick(['standard', 'experimental']));
    const emitter = rolled.pick(emitters);
    const { objects, diagnostics } = convert({
      inputs: [{ path: 'mutant.yaml', text }],
      providers: providers.map((provider) => provider.open({})),
      emission: {
        dialect: emitter.open({}, api),
        others: emitters.filter((one) => one !== emitter).map((one) => one.open({}, api)),
        settings: {
          ...layoutOf(rolled.below(5), api).settings,
          onSecurityLoss: rolled.pick(['deny', 'withhold', 'open']),
        },
      },
    });
    count = objects.length;
    const printed = objects.map((written) => finish(written, rolled.pick(provenances), version));
    for (const [form, open] of Object.entries(printers))
      faults.push(...readBack(form, (await open())(printed), printed));
    for (const [name, report] of Object.entries(reports)) {
      const written = (await report())(diagnostics, context);
      if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(written))
        faults.push(`the ${name} report holds a control character`);
    }
    faults.push(...diagnostics.filter(({ code }) => code.startsWith('I2G9')).map(({ message }) => message));
    faults.push(...(await bugsOfJudging(text)));
  } catch (error) {
    faults.push(
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error),
    );
  }
  // The time of the processor: on a busy machine a clock says little.
  const took = process.cpuUsage(started).user / 1_000;
  if (took > longest) faults.push(`took ${Math.round(took)} ms`);
  return { round: seed, faults, objects: count };
}

/** The objects of a mutant need not be ours, and `validate` judges them whatever they are. */
async function bugsOfJudging(text: string): Promise<readonly string[]> {
  if (!/gateway\.networking\.k8s\.io|agentgateway\.dev/.test(text)) return [];
  const { stderr } = await run(['validate', '--input-file', 'mutant.yaml'], memoryHost({ 'mutant.yaml': text }));
  return stderr.includes('this is a bug') ? [stderr.split('\n').slice(0, 3).join(' ')] : [];
}

/** Whether what is printed reads back as what it was printed from. */
function readBack(form: string, text: string, printed: readonly { readonly object: object }[]): readonly string[] {
  const problems: string[] = [];
  const read = parseManifests(form, text, (code) => problems.push(`${form} output: ${code}`));
  const same = JSON.stringify(read.map(({ body }) => body)) === JSON.stringify(printed.map(({ object }) => object));
  if (!same && problems.length === 0) problems.push(`${form} output reads back as something else`);
  return problems;
}

const textsBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));

/** Does rounds in a worker, which is given up where one never ends, and another one goes on after it. */
function work(folder: string, from: number, to: number, tell: (told: Told) => void, done: () => void): void {
  if (from >= to) {
    done();
    return;
  }
  const worker = new Worker(process.argv[1] ?? '', { workerData: { folder, from, to } });
  let next = from;
  const goOn = (told: Told): void => {
    clearTimeout(watch);
    void worker.terminate();
    tell(told);
    work(folder, next + 1, to, tell, done);
  };
  const hangs = () => goOn({ round: next, faults: ['does not end'], objects: 0 });
  let watch = setTimeout(hangs, endless);
  worker.on('message', (told: Told) => {
    clearTimeout(watch);
    next = told.round + 1;
    tell(told);
    if (next < to) watch = setTimeout(hangs, endless);
    else void worker.terminate().then(done);
  });
  worker.on('error', (error) => goOn({ round: next, faults: [`ends the process: ${error.message}`], objects: 0 }));
}

function main([folder, ...flags]: readonly string[]): void {
  if (folder === undefined) throw new Error('name a folder of manifests: npm run fuzz -- DIR [--rounds N] [--seed N]');
  const numberOf = (flag: string, otherwise: number) =>
    Number(flags[flags.indexOf(flag) + 1 || flags.length] ?? otherwise);
  const seed = numberOf('--seed', 0);
  if (flags.includes('--show')) {
    process.stdout.write(mutantOf(textsBelow(folder), dice(seed)));
    return;
  }
  const rounds = numberOf('--rounds', 1_000);
  const sum = { rounds: 0, converted: 0, objects: 0, faults: 0 };
  const tell = ({ round, faults, objects }: Told): void => {
    sum.rounds += 1;
    sum.converted += objects > 0 ? 1 : 0;
    sum.objects += objects;
    sum.faults += faults.length > 0 ? 1 : 0;
    for (const fault of faults) process.stderr.write(`${round}: ${fault}\n`);
  };
  work(folder, seed, seed + rounds, tell, () => {
    process.stdout.write(`${JSON.stringify(sum)}\n`);
    process.exitCode = sum.faults > 0 ? 1 : 0;
  });
}

async function workOn({ folder, from, to }: { folder: string; from: number; to: number }): Promise<void> {
  const texts = textsBelow(folder);
  for (let seed = from; seed < to; seed++) parentPort?.postMessage(await round(texts, seed));
}

if (isMainThread) main(process.argv.slice(2));
else void workOn(workerData);
