import { type Command, Option } from 'commander';
import { convert } from '../convert.ts';
import type { Host } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { emitters, providers } from '../registry.ts';
import { clusterOnce } from './cluster-flags.ts';
import { openConversion } from './conversion.ts';
import { addFlags } from './plugin-flags.ts';
import {
  addGatewayFlags,
  addInputFlags,
  addSourceClusterFlags,
  type ConversionFlags,
  securityLossOption,
} from './print-flags.ts';
import { reportingOf } from './reporting.ts';
import type { Result } from './result.ts';
import { readSource, refuseSource } from './source.ts';

/** What the command line of `verify` says, less the options of plug-ins. */
interface Flags extends ConversionFlags {
  readonly output: 'table' | 'json';
}

/**
 * `verify`: whether what `print` prints routes like the source. It has all flags of `print` that matter, and most runs are
 * not for it: they are made where the command line names it.
 */
export function addVerify(program: Command, host: Host, argv: readonly string[], done: (result: Result) => void): void {
  const command = program
    .command('verify')
    .summary('compare what the controller and the printed objects answer')
    .addOption(
      new Option('-o, --output <format>', 'how the result is written').choices(['table', 'json']).default('table'),
    )
    .action(async (flags: Flags) => done(await verify(flags, host)));
  if (argv.includes(command.name())) addVerifyFlags(command);
}

function addVerifyFlags(command: Command): void {
  command
    .description(
      'Converts as print does, asks the controller and the printed objects the same requests, and shows each\none that is answered otherwise, and whether print says so. Both sides are simulated: no request is sent.',
    )
    .addHelpText('after', examples);
  addInputFlags(command);
  command.addOption(securityLossOption());
  addSourceClusterFlags(command);
  addGatewayFlags(command);
  for (const plugin of [...providers, ...emitters]) addFlags(command, plugin);
}

const examples = `
Examples:
  ingress2gateway verify --providers=ingress-nginx --emitter=agentgateway --input-file app.yaml
  ingress2gateway verify --providers=ingress-nginx --context prod --all-namespaces -o json >differences.json

Exit codes: 0 nothing is answered otherwise but what was told, 1 something is, 2 the request makes no sense.`;

async function verify(flags: Flags, host: Host): Promise<Result> {
  refuseSource(flags);
  const { opened, emission } = openConversion(flags);
  const [one, ...more] = opened;
  if (more.length > 0) throw new Refusal('verify asks one controller at a time: name one with --providers');
  const simulate = one?.reader.simulate;
  if (!one || !simulate)
    throw new Refusal(`--providers ${one?.provider.name}: it cannot tell what its controller answers`);
  const reporting = await reportingOf({ failOn: 'error', report: 'human', color: true }, host);
  const { said, ...source } = await readSource(flags, host, clusterOnce(flags, host), opened);
  const converted = convert({ ...source, providers: [one.reader], emission });
  // What keeps everything from being converted is all that there is to say.
  const failed =
    converted.objects.length === 0 ? converted.diagnostics.filter(({ severity }) => severity === 'error') : [];
  const { stderr } = await reporting.report([...said, ...failed]);
  const { verify, mostRequests } = await import('../verify/verify.ts');
  const verification = verify({
    ...converted,
    source: await simulate(converted.manifests),
    dialect: emission.dialect,
    ports: { http: emission.settings.httpPort, https: emission.settings.httpsPort },
    ...(source.namespace !== undefined && { namespace: source.namespace }),
  });
  if (!verification)
    throw new Refusal(
      `there are more than ${mostRequests} requests to ask: verify one namespace at a time with --namespace`,
    );
  const { resultText } = await import('./verified.ts');
  const { differences, asked } = verification;
  const isWell = asked > 0 && !differences.some(({ kind }) => kind === 'open' || kind === 'untold');
  return { stdout: resultText(verification, one.provider.name, flags.output), stderr, exitCode: isWell ? 0 : 1 };
}
