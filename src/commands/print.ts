import type { Command } from 'commander';
import { convert } from '../convert.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { inOrder, reporter } from '../diagnostics/reporter.ts';
import { gatewayApi, newestRelease } from '../emit/gateway-api.ts';
import type { Host } from '../host.ts';
import { finish } from '../print/finish.ts';
import { printJson } from '../print/json.ts';
import { printYaml } from '../print/yaml.ts';
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
  const chosen = (flags.providers ?? []).map((name) => choose('provider', name, providers));
  if (chosen.length === 0) throw new Refusal(`--providers is missing: choose from ${names(providers)}`);
  const emitter = choose('emitter', flags.emitter, emitters);
  const gateways = gatewaySettings(flags);
  const reporting = reportingOf(flags, host);
  // Values that are there for the plug-ins are read before any file as well.
  const given = flags as unknown as Readonly<Record<string, unknown>>;
  const opened = chosen.map((provider) => ({ provider, reader: openWith(provider, given, provider.open) }));
  refuseForeign(
    emitters.filter((e) => e !== emitter),
    given,
  );
  const channel = flags.allowExperimentalGwApi ? 'experimental' : 'standard';
  const api = gatewayApi(flags.gatewayApiVersion ?? newestRelease, channel);
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
  return {
    stdout: printed.length === 0 ? '' : flags.output === 'json' ? printJson(printed) : printYaml(printed),
    ...(await reporting.report(inOrder([...said, ...diagnostics, ...judged]))),
  };
}

/** What an API server with these definitions has against the output, exactly as it is printed. */
async function refusalsOf(printed: readonly Judged[], crds: CrdSet): Promise<readonly Diagnostic[]> {
  const { report, diagnostics } = reporter();
  judgeOutput(await judgeBy(crds), printed, report);
  return diagnostics();
}
