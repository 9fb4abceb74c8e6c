import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { annotationsOf } from '../annotations.ts';
import { table } from '../commands/table.ts';
import { convert } from '../convert.ts';
import { reporter } from '../diagnostics/reporter.ts';
import { gatewayApi, newestRelease } from '../emit/gateway-api.ts';
import { defaultSettings, type EmitSettings, topologies } from '../emit/settings.ts';
import type { Emitter } from '../emitter.ts';
import { finish } from '../print/finish.ts';
import { printYaml } from '../print/yaml.ts';
import { parseManifests } from '../read/parse.ts';
import { emitters, providers } from '../registry.ts';
import { parseRelease } from '../release.ts';
import type { CrdSet } from '../validate/crds.ts';
import { judge } from '../validate/judge.ts';
import { flawsOf, routed } from '../validate/references.ts';
import { version } from '../version.ts';
import { openRoutes } from './access.ts';
import { crdsIn } from './crds.ts';
import { silentAnnotations } from './silence.ts';

/**
 * `npm run corpus -- DIR [--crds DIR]…`, with the flags of `print` for releases, the channel and the topology: converts every
 * manifest below a folder, each file on its own, with every emitter, and prints what happened. With `--crds` every printed
 * object is judged by those definitions.
 */
const repeats = 5;

interface Tally {
  files: number;
  converted: number;
  'nothing selected': number;
  'refused whole': number;
  objects: number;
  'parts refused': number;
  crashes: number;
  findings: number;
  /** Flaws between the objects of one output. */
  unresolved: number;
  /** Faults that the program finds in its own output. */
  bugs: number;
  nondeterministic: number;
  'open routes': number;
  'literal captures': number;
  /** Annotations that change nothing and are not spoken of. */
  'silent annotations': number;
  seconds: number;
}

function main(argv: readonly string[]): void {
  const [folder, ...rest] = argv;
  if (folder === undefined) throw new Error('usage: npm run corpus -- DIR [--crds DIR]...');
  const folders = rest.flatMap((arg, i) => (arg === '--crds' ? [rest[i + 1] ?? ''] : []));
  const crds = folders.length > 0 ? crdsIn(...folders) : undefined;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ya?ml|json)$/i.test(name))
    .sort();
  const rows = emitters.map((emitter) => {
    const tally = tallyOf(emitter, files, (file) => readFileSync(join(folder, file), 'utf8'), crds);
    return {
      emitter: emitter.name,
      ...Object.fromEntries(Object.entries(tally).map(([k, v]) => [k, k === 'seconds' ? v.toFixed(2) : String(v)])),
    };
  });
  process.stdout.write(table(transposed(rows), 'table'));
}

function tallyOf(
  emitter: Emitter,
  files: readonly string[],
  read: (file: string) => string,
  crds: CrdSet | undefined,
): Tally {
  const tally: Tally = {
    files: files.length,
    converted: 0,
    'nothing selected': 0,
    'refused whole': 0,
    objects: 0,
    'parts refused': 0,
    crashes: 0,
    findings: 0,
    unresolved: 0,
    bugs: 0,
    nondeterministic: 0,
    'open routes': 0,
    'literal captures': 0,
    'silent annotations': 0,
    seconds: 0,
  };
  const start = process.hrtime.bigint();
  for (const file of files) {
    const say = (what: string) => process.stderr.write(`${emitter.name} ${file}: ${what}\n`);
    const text = read(file);
    try {
      const { objects, diagnostics } = one(file, text, emitter);
      const output = printYaml(objects.map((w) => finish(w, 'comments', version)));
      if (objects.length > 0) tally.converted++;
      else tally[diagnostics.some((d) => d.code === 'I2G2104') ? 'nothing selected' : 'refused whole']++;
      tally.objects += objects.length;
      tally['parts refused'] += diagnostics.filter((d) => d.severity === 'error' && d.code !== 'I2G2104').length;
      for (const { object } of objects) {
        for (const { path, type, message } of crds ? judge(crds, object as never) : []) {
          tally.findings++;
          say(`${object.kind} ${object.metadata.name}: ${path.join('.')}: ${type}: ${message}`);
        }
      }
      for (const { object, path, message } of flawsOf(
        objects.map((w) => w.object),
        routed,
      )) {
        tally.unresolved++;
        say(`${object.kind} ${object.metadata.name}: ${path.join('.')}: ${message}`);
      }
      for (const { message } of diagnostics.filter((d) => d.code.startsWith('I2G9'))) {
        tally.bugs++;
        say(message);
      }
      if (!isStable(file, text, emitter, output)) {
        tally.nondeterministic++;
        say('not the same bytes twice');
      }
      const open = openRoutes(
        ingressesOf(file, text),
        objects.map((w) => w.object),
      );
      if (open.length > 0) {
        tally['open routes']++;
        say(`open: ${open.join(', ')}`);
      }
      if (/\$\d/.test(output.replace(/#.*$/gm, ''))) {
        tally['literal captures']++;
        say('a literal $1');
      }
      for (const silent of silentAnnotations(file, text, (t) => one(file, t, emitter))) {
        tally['silent annotations']++;
        say(`silent: ${silent}`);
      }
    } catch (error) {
      tally.crashes++;
      say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
  tally.seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return tally;
}

const one = (path: string, text: string, emitter: Emitter) =>
  convert({
    inputs: [{ path, text }],
    providers: providers.map((p) => p.open({})),
    emission: { dialect: dialectOf(emitter), others: [], settings: settingsOf() },
  });

/** The layout that the command line names. */
function settingsOf(): EmitSettings {
  const wanted = flag('--gateway-topology');
  const topology = topologies.find((one) => one === wanted) ?? 'per-namespace';
  return { ...defaultSettings, topology, gatewayNamespace: topology === 'per-namespace' ? '' : 'infra' };
}

/** The emitter for the releases that the command line names. */
function dialectOf(emitter: Emitter) {
  const release = parseRelease(flag('--gateway-api-version') ?? '') ?? newestRelease;
  const channel = argv.includes('--allow-experimental-gw-api') ? 'experimental' : 'standard';
  const version = emitter.name === 'agentgateway' ? flag('--agentgateway-version') : undefined;
  return emitter.open(version === undefined ? {} : { version }, gatewayApi(release, channel));
}

function flag(name: string): string | undefined {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
}

const isStable = (file: string, text: string, emitter: Emitter, output: string): boolean =>
  Array.from({ length: repeats - 1 }).every(
    () => printYaml(one(file, text, emitter).objects.map((w) => finish(w, 'comments', version))) === output,
  );

/** The Ingresses of a file, less those that the provider leaves to others. */
function ingressesOf(file: string, text: string) {
  const { report } = reporter();
  return parseManifests(file, text, report)
    .filter((m) => m.ref.kind === 'Ingress')
    .map((manifest) => ({ manifest, annotations: annotationsOf(manifest) }));
}

const transposed = (rows: readonly Readonly<Record<string, string>>[]) =>
  Object.keys(rows[0] ?? {})
    .filter((key) => key !== 'emitter')
    .map((key) => ({ measure: key, ...Object.fromEntries(rows.map((row) => [row['emitter'] ?? '', row[key] ?? ''])) }));

const [, , ...argv] = process.argv;
if (argv[0] !== undefined && !existsSync(argv[0])) throw new Error(`no folder ${argv[0]}`);
main(argv);
