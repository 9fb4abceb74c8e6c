import type { Command } from 'commander';
import type { DataOf } from '../diagnostics/catalogue.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { reporter } from '../diagnostics/reporter.ts';
import type { Host } from '../host.ts';
import { parseInputs } from '../read/inputs.ts';
import { Refusal } from '../refusal.ts';
import { addClusterFlags, type ClusterFlags, clusterOnce, refuseClusterFlags } from './cluster-flags.ts';
import { addCrdFlags, areCrdsLive, type CrdFlags, openCrds } from './crds.ts';
import { inputFileOption, readInputs } from './inputs.ts';
import { type Count, type Judge, judgeBy, judgeManifests, judgeOffline, judgeReferences } from './judging.ts';
import { addReleaseFlags, gatewayApiOf, type ReleaseFlags } from './release-flags.ts';
import { addReportFlags, type ReportFlags, reportingOf } from './reporting.ts';
import type { Result } from './result.ts';

/** What the command line of `validate` says. */
interface Flags extends ReportFlags, CrdFlags, ClusterFlags, ReleaseFlags {
  readonly inputFile?: readonly string[];
}

/** `validate`: whether a cluster would take objects, whoever wrote them. */
export function addValidate(program: Command, host: Host, done: (result: Result) => void): void {
  const command = program
    .command('validate')
    .summary('tell whether an API server would take objects')
    .description(
      'Judges objects by CustomResourceDefinitions as an API server does: fields, types, defaults and CEL rules.\nWithout --crds it judges what print writes: the Gateway API, and the fields of agentgateway that it knows.\nWhat would be refused is said on standard error, with its file and line.',
    )
    .addOption(inputFileOption());
  addCrdFlags(command, 'judge');
  addClusterFlags(command, 'Cluster:');
  addReleaseFlags(command, 'Without --crds:');
  addReportFlags(command, 'Messages:');
  command.addHelpText('after', examples).action(async (flags: Flags) => done(await validate(flags, host)));
}

const examples = `
Examples:
  ingress2gateway validate --input-file gateway.yaml
  ingress2gateway validate --input-file gateway.yaml --crds crds/
  ingress2gateway print --providers=ingress-nginx --input-file app.yaml | ingress2gateway validate --input-file - --crds cluster

Exit codes: 0 nothing refused at or above --fail-on, 1 something was, 2 the request makes no sense.`;

async function validate(flags: Flags, host: Host): Promise<Result> {
  if (flags.inputFile === undefined || flags.inputFile.length === 0) {
    throw new Refusal('--input-file is missing: name the files to judge, or - for standard input');
  }
  const reporting = await reportingOf(flags, host);
  const judge = await openJudge(flags, host);
  const { report, diagnostics } = reporter();
  const inputs = await readInputs(flags.inputFile, host);
  const manifests = parseInputs(inputs, strictly(report));
  const count = judgeManifests(judge, manifests, report);
  await judgeReferences(manifests, report);
  const { stderr, exitCode } = await reporting.report(diagnostics());
  return { stdout: '', stderr: flags.report === 'human' && !flags.quiet ? stderr + summary(count) : stderr, exitCode };
}

/** What a conversion passes over, kubectl refuses. */
const strictly =
  (report: Report): Report =>
  (code, data, at, stake) =>
    code === 'I2G1003' ? report('I2G5006', data as DataOf<'I2G1003'>, at) : report(code, data, at, stake);

async function openJudge(flags: Flags, host: Host): Promise<Judge> {
  if (!areCrdsLive(flags)) refuseClusterFlags(flags, '--crds cluster, which was not asked for');
  const crds = await openCrds(flags, host, clusterOnce(flags, host));
  if (crds === undefined) return judgeOffline(gatewayApiOf(flags));
  const [flag] = ['gatewayApiVersion', 'allowExperimentalGwApi'].filter((name) => name in flags);
  if (flag !== undefined)
    throw new Refusal('--crds says which releases objects are judged by: leave out the flags for that');
  return judgeBy(crds);
}

const summary = ({ judged, refused }: Count): string =>
  `${judged} ${judged === 1 ? 'object' : 'objects'} judged, ${refused} refused\n`;
