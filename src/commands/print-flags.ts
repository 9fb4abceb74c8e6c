import { type Command, InvalidArgumentError, Option } from 'commander';
import { defaultSettings, type Topology, topologies } from '../emit/settings.ts';
import type { Provenance } from '../print/finish.ts';
import { printers } from '../print/printers.ts';
import { emitters, providers } from '../registry.ts';
import { addClusterFlags, type ClusterFlags } from './cluster-flags.ts';
import { addCrdFlags, type CrdFlags } from './crds.ts';
import { inputFileOption } from './inputs.ts';
import { listed } from './listed.ts';
import { addReleaseFlags, type ReleaseFlags } from './release-flags.ts';
import { addReportFlags, type ReportFlags } from './reporting.ts';

/** What a command line says about a conversion, less the options of plug-ins. */
export interface ConversionFlags extends ClusterFlags, ReleaseFlags {
  readonly providers?: readonly string[];
  readonly emitter: string;
  readonly inputFile?: readonly string[];
  readonly namespace?: string;
  readonly allNamespaces?: boolean;
  readonly readSecrets?: boolean;
  readonly onSecurityLoss: 'deny' | 'withhold' | 'open';
  readonly gatewayTopology?: Topology;
  readonly gatewayName?: string;
  readonly gatewayNamespace?: string;
  readonly existingGateway?: boolean;
  readonly gatewayClassName?: string;
  readonly httpPort: number;
  readonly httpsPort: number;
}

/** What the command line of `print` says, less the options of plug-ins. */
export interface Flags extends ConversionFlags, ReportFlags, CrdFlags {
  readonly output: keyof typeof printers;
  readonly outputDir?: string;
  readonly provenance: Provenance;
}

const ofCluster = 'Cluster, where there is no --input-file:';

/** Adds the flags of `print`, less the options of plug-ins. */
export function addPrintFlags(command: Command): void {
  addInputFlags(command);
  command
    .addOption(
      new Option('-o, --output <format>', 'how objects are written').choices(Object.keys(printers)).default('yaml'),
    )
    .option(
      '--output-dir <folder>',
      'write <namespace>/<kind>.yaml into a folder instead of standard output; only what an earlier run wrote is overwritten',
    )
    .addOption(
      new Option('--provenance <where>', 'how an object says what it was made of')
        .choices(['comments', 'annotations', 'none'])
        .default('comments'),
    )
    .addOption(securityLossOption().helpGroup('Losses:'));
  addReportFlags(command, 'Losses:');
  addSourceClusterFlags(command);
  addCrdFlags(command, 'judge what is printed');
  addGatewayFlags(command);
}

/** Adds the flags that say what is converted, and for whom. */
export function addInputFlags(command: Command): void {
  command
    .option(
      '--providers <names...>',
      `where the Ingresses come from: ${names(providers)} (required; commas or repeated)`,
      listed,
    )
    .option('--emitter <name>', `what the objects are for: ${names(emitters)}`, 'standard')
    .addOption(inputFileOption())
    .option('-n, --namespace <name>', 'only objects of this namespace (default for a cluster: that of the context)')
    .option('-A, --all-namespaces', 'objects of all namespaces (the default for files)');
}

/** The flag for access control that has no form in the output. */
export const securityLossOption = (): Option =>
  new Option(
    '--on-security-loss <choice>',
    'a route whose access control cannot be converted: answer with an error, leave it out, or print it open',
  )
    .choices(['deny', 'withhold', 'open'])
    .default(defaultSettings.onSecurityLoss);

/** Adds the flags that say which cluster is converted, and how much of it is read. */
export function addSourceClusterFlags(command: Command): void {
  addClusterFlags(command, ofCluster);
  command.addOption(
    new Option(
      '--read-secrets',
      'look which keys the Secrets have that Ingresses name; their values are dropped unseen',
    ).helpGroup(ofCluster),
  );
}

/** Adds the flags that say what Gateways there are, and of which release. */
export function addGatewayFlags(command: Command): void {
  command
    .addOption(
      new Option(
        '--gateway-topology <how>',
        'a Gateway for each namespace, one for all (shared), or one with a ListenerSet for each namespace (default: per-namespace, or shared with --gateway-namespace)',
      )
        .choices(topologies)
        .helpGroup('Gateways:'),
    )
    .addOption(
      new Option('--gateway-namespace <name>', 'where the Gateway for all namespaces lives').helpGroup('Gateways:'),
    )
    .addOption(
      new Option('--gateway-name <name>', 'the name of the Gateway instead of the class').helpGroup('Gateways:'),
    )
    .addOption(
      new Option(
        '--existing-gateway',
        'attach to the Gateway of --gateway-name, which is there already, and print none',
      ).helpGroup('Gateways:'),
    )
    .addOption(
      new Option('--gateway-class-name <name>', "the GatewayClass instead of the emitter's").helpGroup('Gateways:'),
    )
    .addOption(
      new Option('--http-port <port>', 'the port of HTTP listeners')
        .argParser(port)
        .default(defaultSettings.httpPort)
        .helpGroup('Gateways:'),
    )
    .addOption(
      new Option('--https-port <port>', 'the port of HTTPS listeners')
        .argParser(port)
        .default(defaultSettings.httpsPort)
        .helpGroup('Gateways:'),
    );
  addReleaseFlags(command, 'Gateways:');
}

/** Names in a row, for sentences. */
export const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join(', ');

function port(value: string): number {
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > 65535) {
    throw new InvalidArgumentError('Expected a number from 1 to 65535.');
  }
  return Number(value);
}
