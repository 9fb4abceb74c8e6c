import type { Command } from 'commander';
import { convert } from '../convert.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { inOrder, reporter } from '../diagnostics/reporter.ts';
import type { Written } from '../emit/written.ts';
import type { Host } from '../host.ts';
import { finisher, type Printed } from '../print/finish.ts';
import { printers } from '../print/printers.ts';
import { Refusal } from '../refusal.ts';
import { emitters, providers } from '../registry.ts';
import type { CrdSet } from '../validate/crds.ts';
import { version } from '../version.ts';
import { clusterOnce } from './cluster-flags.ts';
import { openConversion } from './conversion.ts';
import { openCrds } from './crds.ts';
import { type Judged, judgeBy, judgeOutput } from './judging.ts';
import { addFlags } from './plugin-flags.ts';
import { addPrintFlags, type Flags } from './print-flags.ts';
import { reportingOf } from './reporting.ts';
import type { Result } from './result.ts';
import { readSource, refuseSource } from './source.ts';

/** `print`: the main job. */
export function addPrint(program: Command, host: Host, done: (result: Result) => void): void {
  const command = program
    .command('print')
    .summary('convert Ingresses and print Gateway API objects')
    .description(
      'Converts Ingresses of files (--input-file) or of the cluster that kubectl would ask, and prints Gateway API\nobjects on standard output. From a cluster it reads and writes nothing there.\nWhat is lost or different is said on standard error, with the line that asks for it.',
    );
  addPrintFlags(command);
  command.addHelpText('after', examples).action(async (flags: Flags) => done(await print(flags, host)));
  for (const plugin of [...providers, ...emitters]) addFlags(command, plugin);
}

const examples = `
Examples:
  ingress2gateway print --providers=ingress-nginx --emitter=agentgateway --input-file app.yaml
  ingress2gateway print --providers=ingress-nginx --context prod --all-namespaces
  helm template . | ingress2gateway print --providers=ingress-nginx --input-file - --fail-on=warning >gateway.yaml

Exit codes: 0 nothing lost at or above --fail-on, 1 something was (the objects are printed), 2 the request makes no sense.`;

async function print(flags: Flags, host: Host): Promise<Result> {
  refuseSource(flags);
  if (flags.outputDir === '') throw new Refusal('--output-dir names no folder');
  const { opened, emission } = openConversion(flags);
  const reporting = await reportingOf(flags, host);
  const cluster = clusterOnce(flags, host);
  const crds = await openCrds(flags, host, cluster);
  const { said, ...source } = await readSource(flags, host, cluster, opened);
  const { objects, diagnostics } = convert({
    ...source,
    providers: opened.map(({ reader }) => reader),
    emission,
    errorsOnly: reporting.errorsOnly,
  });

  const finish = finisher(flags.provenance, version);
  const judged = crds === undefined ? [] : await refusalsOf(objects.map(finish), crds);
  const folder =
    flags.outputDir === undefined ? undefined : await writeInto(flags.outputDir, objects.map(finish), flags, host);
  const beside = [...said, ...judged, ...(folder?.said ?? [])];
  // What the conversion says is in order already.
  const all = beside.length === 0 ? diagnostics : inOrder([...diagnostics, ...beside]);
  const { stderr, exitCode } = await reporting.report(all);
  if (folder !== undefined) return { stdout: '', stderr: stderr + folder.summary, exitCode };
  const stdout = objects.length === 0 ? '' : (await printers[flags.output]())(eachOf(objects, finish));
  return { stdout, stderr, exitCode };
}

/** One finished object after the other: all of them at a time would be a second output in memory. */
function* eachOf(objects: readonly Written[], finish: (written: Written) => Printed): Generator<Printed> {
  for (const written of objects) yield finish(written);
}

/** Writes files instead of standard output, and says so to people. */
async function writeInto(folder: string, printed: readonly Printed[], { output, report, quiet }: Flags, host: Host) {
  const { writeFolder } = await import('./output-folder.ts');
  const { count, said } = await writeFolder(folder, printed, output, host);
  const summary = `${count} ${count === 1 ? 'file' : 'files'} written into ${printable(folder)}\n`;
  return { said, summary: report === 'human' && !quiet ? summary : '' };
}

/** What an API server with these definitions has against the output, exactly as it is printed. */
async function refusalsOf(printed: readonly Judged[], crds: CrdSet): Promise<readonly Diagnostic[]> {
  const { report, diagnostics } = reporter();
  judgeOutput(await judgeBy(crds), printed, report);
  return diagnostics();
}
