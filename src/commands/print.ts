import type { Command } from 'commander';
import { convert } from '../convert.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { inOrder, reporter } from '../diagnostics/reporter.ts';
import type { Host } from '../host.ts';
import { finish, type Printed } from '../print/finish.ts';
import { printers } from '../print/printers.ts';
import { Refusal } from '../refusal.ts';
import { emitters, providers } from '../registry.ts';
import type { CrdSet } from '../validate/crds.ts';
import { version } from '../version.ts';
import { clusterOnce } from './cluster-flags.ts';
import { openCrds } from './crds.ts';
import { gatewaySettings } from './gateway-flags.ts';
import { type Judged, judgeBy, judgeOutput } from './judging.ts';
import { addFlags, openWith, refuseForeign } from './plugin-flags.ts';
import { addPrintFlags, type Flags, names } from './print-flags.ts';
import { choose } from './refusal.ts';
import { gatewayApiOf } from './release-flags.ts';
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
  const chosen = (flags.providers ?? []).map((name) => choose('provider', name, providers));
  if (chosen.length === 0) throw new Refusal(`--providers is missing: choose from ${names(providers)}`);
  const emitter = choose('emitter', flags.emitter, emitters);
  const gateways = gatewaySettings(flags);
  const reporting = await reportingOf(flags, host);
  // Values that are there for the plug-ins are read before any file as well.
  const given = flags as unknown as Readonly<Record<string, unknown>>;
  const opened = chosen.map((provider) => ({ provider, reader: openWith(provider, given, provider.open) }));
  refuseForeign(
    emitters.filter((e) => e !== emitter),
    given,
  );
  const api = gatewayApiOf(flags);
  if (gateways.topology === 'listener-sets' && !api.has('listenerSet'))
    throw new Refusal('--gateway-topology listener-sets: ListenerSet came with Gateway API 1.5');
  const dialect = openWith(emitter, given, (options) => emitter.open(options, api));
  const others = emitters.filter((e) => e !== emitter).map((e) => e.open({}, api));

  const cluster = clusterOnce(flags, host);
  const crds = await openCrds(flags, host, cluster);
  const { said, ...source } = await readSource(flags, host, cluster, opened);
  const { objects, diagnostics } = convert({
    ...source,
    providers: opened.map(({ reader }) => reader),
    emission: {
      dialect,
      others,
      settings: { ...gateways, onSecurityLoss: flags.onSecurityLoss },
    },
  });

  const printed = objects.map((written) => ({
    ...finish(written, flags.provenance, version),
    from: written.from,
  }));
  const judged = crds === undefined ? [] : await refusalsOf(printed, crds);
  const folder = flags.outputDir === undefined ? undefined : await writeInto(flags.outputDir, printed, flags, host);
  const beside = [...said, ...judged, ...(folder?.said ?? [])];
  // What the conversion says is in order already.
  const all = beside.length === 0 ? diagnostics : inOrder([...diagnostics, ...beside]);
  const { stderr, exitCode } = await reporting.report(all);
  if (folder !== undefined) return { stdout: '', stderr: stderr + folder.summary, exitCode };
  return { stdout: printed.length === 0 ? '' : (await printers[flags.output]())(printed), stderr, exitCode };
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
