import { type Command, Option } from 'commander';
import { catalogue } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Severity } from '../diagnostics/entry.ts';
import { type Paint, plain } from '../diagnostics/human.ts';
import type { Host } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { version } from '../version.ts';
import { reading } from './inputs.ts';
import { listed } from './listed.ts';
import { refuseName } from './refusal.ts';
import { reports } from './reports.ts';
import type { Result } from './result.ts';
import { writing } from './writing.ts';

/** What a command line says about messages. */
export interface ReportFlags {
  readonly failOn: Severity | 'never';
  readonly suppress?: readonly string[];
  readonly baseline?: string;
  readonly report: keyof typeof reports;
  readonly reportFile?: readonly string[];
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** Adds the flags that are about messages, under a heading of the help. */
export function addReportFlags(command: Command, heading: string): void {
  const options = [
    new Option('--fail-on <severity>', 'the least bad message that makes the exit code 1')
      .choices(['error', 'warning', 'info', 'never'])
      .default('error'),
    new Option(
      '--suppress <code...>',
      'a code that no longer makes the exit code 1, for all objects or one: I2G3001=namespace/name',
    ).argParser(listed),
    new Option('--baseline <file>', 'a JSON report of an earlier run: what it holds no longer makes the exit code 1'),
    new Option('--report <format>', 'how messages are written on standard error')
      .choices(Object.keys(reports))
      .default('human'),
    new Option('--report-file <format=path...>', 'write the messages to a file as well').argParser(listed),
    new Option('-q, --quiet', 'say nothing but errors'),
    new Option('--no-color', 'no colours, whatever the terminal can'),
  ];
  for (const option of options) command.addOption(option.helpGroup(heading));
}

/** Writes messages as the command line asks for. */
export interface Reporting {
  /** Whether warnings and notes are written nowhere, and change no exit code. */
  readonly errorsOnly: boolean;
  /** Writes the files, and gives what belongs on standard error, and the exit code. */
  readonly report: (diagnostics: readonly Diagnostic[]) => Promise<Pick<Result, 'stderr' | 'exitCode'>>;
}

/** Reads the flags before any other file, so that a slip of the pen costs no time. Throws a `Refusal`. */
export async function reportingOf(flags: ReportFlags, host: Host): Promise<Reporting> {
  const suppressed = (flags.suppress ?? []).map(suppression);
  const files = (flags.reportFile ?? []).map(reportFile);
  const baseline = flags.baseline === undefined ? undefined : await baselineAt(flags.baseline, host);
  const isStrict = flags.failOn === 'warning' || flags.failOn === 'info';
  return {
    errorsOnly: flags.quiet === true && files.length === 0 && !isStrict,
    report: async (diagnostics) => {
      const known = baseline?.knownAmong(diagnostics);
      const isAccepted = (d: Diagnostic) => suppressed.some((suppresses) => suppresses(d)) || known?.has(d) === true;
      const isFailure = (d: Diagnostic) => fails(d, flags.failOn) && !isAccepted(d);
      const context = { version, isAccepted, isFailure, paint: plain };
      for (const { format, path } of files) {
        const write = await reports[format]();
        await writing(path, () => host.writeText(path, write(diagnostics, context)));
      }
      const said = flags.quiet ? diagnostics.filter((d) => d.severity === 'error') : diagnostics;
      const write = await reports[flags.report]();
      return {
        stderr: write(said, { ...context, paint: await painted(flags.color && host.colours) }),
        exitCode: diagnostics.some(isFailure) ? 1 : 0,
      };
    },
  };
}

/** The messages of an earlier run. Throws a `Refusal` for a file that holds none. */
async function baselineAt(path: string, host: Host) {
  const { readBaseline, knownAmong } = await import('../diagnostics/baseline.ts');
  const baseline = readBaseline(await reading(path, () => host.readText(path)));
  if (baseline === undefined)
    throw new Refusal(
      `--baseline ${path}: it is no report of an earlier run; write one with --report-file json=baseline.json`,
    );
  return { knownAmong: (diagnostics: readonly Diagnostic[]) => knownAmong(diagnostics, baseline) };
}

/** Colours are loaded for a terminal only. */
async function painted(colours: boolean): Promise<Paint> {
  if (!colours) return plain;
  const { Chalk } = await import('chalk');
  const { red, yellow, cyan, bold, blue } = new Chalk({ level: 1 });
  return { error: red, warning: yellow, info: cyan, bold, gutter: blue };
}

const order = { error: 0, warning: 1, info: 2, never: -1 } as const;

const fails = ({ severity }: Diagnostic, failOn: ReportFlags['failOn']): boolean => order[severity] <= order[failOn];

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
  if (path === undefined) {
    const example = text.includes('=') || Object.hasOwn(reports, text) ? 'json=report.json' : `json=${text}`;
    throw new Refusal(`--report-file ${text}: expected format=path, such as ${example}`);
  }
  if (!Object.hasOwn(reports, format)) refuseName('report', format, Object.keys(reports));
  return { format: format as keyof typeof reports, path };
}
