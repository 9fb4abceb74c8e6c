import type { Command } from 'commander';
import { convert } from '../convert.ts';
import { catalogue } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Paint, plain } from '../diagnostics/human.ts';
import { gatewayApi, newestRelease } from '../emit/gateway-api.ts';
import type { Host } from '../host.ts';
import { finish } from '../print/finish.ts';
import { printJson } from '../print/json.ts';
import { printYaml } from '../print/yaml.ts';
import { emitters, providers } from '../registry.ts';
import { version } from '../version.ts';
import { gatewaySettings } from './gateway-flags.ts';
import { readInputs } from './inputs.ts';
import { addFlags, openWith, refuseForeign } from './plugin-flags.ts';
import { addPrintFlags, type Flags, names } from './print-flags.ts';
import { choose, Refusal, refuseName } from './refusal.ts';
import { reports } from './reports.ts';
import type { Result } from './result.ts';

/** Colours are loaded for a terminal only. */
async function painted(colours: boolean): Promise<Paint> {
  if (!colours) return plain;
  const { Chalk } = await import('chalk');
  const { red, yellow, cyan, bold, blue } = new Chalk({ level: 1 });
  return { error: red, warning: yellow, info: cyan, bold, gutter: blue };
}

/** `print`: the main job. */
export function addPrint(program: Command, host: Host, done: (result: Result) => void): void {
  const command = program
    .command('print')
    .summary('convert Ingresses and print Gateway API objects')
    .description(
      'Converts Ingresses and prints Gateway API objects on standard output.\nWhat is lost or different is said on standard error, with the line that asks for it.',
    );
  addPrintFlags(command);
  command.addHelpText('after', examples).action(async (flags: Flags) => done(await print(flags, host)));
  for (const plugin of [...providers, ...emitters]) addFlags(command, plugin);
}

const examples = `
Examples:
  ingress2gateway print --providers=ingress-nginx --emitter=agentgateway --input-file app.yaml
  kubectl get ingress,ingressclass,service,configmap -A -o yaml | ingress2gateway print --providers=ingress-nginx --input-file -
  helm template . | ingress2gateway print --providers=ingress-nginx --input-file - --fail-on=warning >gateway.yaml

Exit codes: 0 nothing lost at or above --fail-on, 1 something was (the objects are printed), 2 the request makes no sense.`;

async function print(flags: Flags, host: Host): Promise<Result> {
  if (flags.namespace !== undefined && flags.allNamespaces)
    throw new Refusal('--namespace and --all-namespaces exclude each other');
  const chosen = (flags.providers ?? []).map((name) => choose('provider', name, providers));
  if (chosen.length === 0) throw new Refusal(`--providers is missing: choose from ${names(providers)}`);
  const emitter = choose('emitter', flags.emitter, emitters);
  const gateways = gatewaySettings(flags);
  if (flags.inputFile === undefined || flags.inputFile.length === 0) {
    throw new Refusal(
      '--input-file is missing: this version reads files and standard input (-), and no live cluster yet',
    );
  }
  const suppressed = (flags.suppress ?? []).map(suppression);
  const files = (flags.reportFile ?? []).map(reportFile);
  // Values that are there for the plug-ins are read before any file, so that a slip of the pen costs no time.
  const given = flags as unknown as Readonly<Record<string, unknown>>;
  const readers = chosen.map((provider) => openWith(provider, given, provider.open));
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

  const { objects, diagnostics } = convert({
    inputs: await readInputs(flags.inputFile, host),
    ...(flags.namespace !== undefined && { namespace: flags.namespace }),
    providers: readers,
    emission: {
      dialect,
      others,
      settings: { ...gateways, onSecurityLoss: flags.onSecurityLoss },
    },
  });

  const printed = objects.map((written) => finish(written, flags.provenance, version));
  for (const { format, path } of files) await writeReport(path, reports[format](diagnostics, plain), host);
  const isSuppressed = (d: Diagnostic) => suppressed.some((suppresses) => suppresses(d));
  const suppressedCount = diagnostics.filter(isSuppressed).length;
  const said = flags.quiet ? diagnostics.filter((d) => d.severity === 'error') : diagnostics;
  return {
    stdout: printed.length === 0 ? '' : flags.output === 'json' ? printJson(printed) : printYaml(printed),
    stderr: reports[flags.report](said, await painted(flags.color && host.colours), suppressedCount),
    exitCode: diagnostics.some((d) => fails(d, flags.failOn) && !isSuppressed(d)) ? 1 : 0,
  };
}

const order = { error: 0, warning: 1, info: 2, never: -1 } as const;

const fails = ({ severity }: Diagnostic, failOn: Flags['failOn']): boolean => order[severity] <= order[failOn];

/** `CODE` or `CODE=namespace/name`. */
function suppression(text: string): (d: Diagnostic) => boolean {
  const [code = '', object] = text.split('=');
  if (!Object.hasOwn(catalogue, code)) refuseName('code', code, Object.keys(catalogue));
  if (object !== undefined && !object.includes('/'))
    throw new Refusal(`--suppress ${text}: expected CODE=namespace/name`);
  return (d) =>
    d.code === code &&
    (object === undefined || d.at.some((o) => `${o.object?.namespace}/${o.object?.name}` === object));
}

function reportFile(text: string): { readonly format: keyof typeof reports; readonly path: string } {
  const [, format = text, path] = /^([^=]*)=(.+)$/.exec(text) ?? [];
  if (path === undefined) throw new Refusal(`--report-file ${text}: expected format=path, such as json=${text}`);
  if (!Object.hasOwn(reports, format)) refuseName('report', format, Object.keys(reports));
  return { format: format as keyof typeof reports, path };
}

const unwritable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written',
};

async function writeReport(path: string, text: string, host: Host): Promise<void> {
  try {
    await host.writeText(path, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Refusal(`cannot write ${path}: ${(code && unwritable[code]) ?? message}`);
  }
}
