import { Command, CommanderError, type Option } from 'commander';
import { addCompletion } from './commands/completion.ts';
import { addExplain } from './commands/explain.ts';
import { addList } from './commands/list.ts';
import { addPrint } from './commands/print.ts';
import type { Result } from './commands/result.ts';
import { addValidate } from './commands/validate.ts';
import { addVerify } from './commands/verify.ts';
import type { Host } from './host.ts';
import { nearest } from './nearest.ts';
import { Refusal } from './refusal.ts';
import { version } from './version.ts';

/** The command line as a function, so that tests and golden cases call it without a process. Never throws. */
export async function run(argv: readonly string[], host: Host): Promise<Result> {
  let stdout = '';
  let stderr = '';
  let result: Result | undefined;
  const done = (r: Result) => {
    result = r;
  };
  const program = new Command('ingress2gateway')
    .description('Converts Kubernetes Ingresses to the Gateway API, and says exactly what is lost.')
    .version(version, '--version', 'print the version')
    .configureHelp({ helpWidth: 110 })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        stdout += text;
      },
      writeErr: (text) => {
        stderr += text;
      },
    });
  addPrint(program, host, done);
  addValidate(program, host, done);
  addVerify(program, host, argv, done);
  addExplain(program, done);
  addList(program, done);
  addCompletion(program, done);
  program
    .command('version')
    .summary('print the version')
    .action(() => done({ stdout: `${version}\n`, stderr: '', exitCode: 0 }));
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    refuseSwallowed(argv, program);
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof Refusal) return { stdout: '', stderr: `ingress2gateway: ${error.message}\n`, exitCode: 2 };
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return { stdout, stderr, exitCode: 0 };
      // Without any command the help is the answer, on standard error.
      const text = stderr.startsWith('Usage:') ? stderr : `ingress2gateway: ${refusalOf(error, program)}\n`;
      return { stdout: '', stderr: text, exitCode: 2 };
    }
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { stdout: '', stderr: `ingress2gateway: this is a bug, please report it: ${problem}\n`, exitCode: 2 };
  }
  return result ?? { stdout, stderr, exitCode: 0 };
}

/** The library takes whatever comes after a flag as its value, and a flag that lost its value swallows the next one. */
function refuseSwallowed(argv: readonly string[], program: Command): void {
  const options = program.commands.find((command) => command.name() === argv[0])?.options ?? [];
  const named = ({ short, long }: Option, flag: string): boolean => flag === long || flag === short;
  argv.forEach((flag, i) => {
    const next = argv[i + 1]?.replace(/=.*/s, '');
    if (
      next?.startsWith('--') &&
      options.some((o) => o.required && named(o, flag)) &&
      options.some((o) => named(o, next))
    )
      throw new Refusal(`${flag} has no value: ${next} follows it`);
  });
}

/** What kubectl calls a flag of ours. */
const habits: Readonly<Record<string, string>> = { '-f': '--input-file' };

/** The library's words for a senseless command line, in our form, with the nearest name where there is one. */
function refusalOf({ code, message }: CommanderError, program: Command): string {
  const text = message.replace(/^error: /, '').replace(/\n[\s\S]*$/, '');
  if (code === 'commander.unknownOption') {
    const [flag = ''] = /--[\w-]+|-\w/.exec(text) ?? [];
    const known = program.commands.flatMap((command) => command.options.flatMap((option) => option.long ?? []));
    const others = known.filter((one) => one !== flag);
    const close =
      nearest(flag, others) ?? others.find((one) => flag.length > 3 && one.startsWith(flag)) ?? habits[flag];
    if (known.includes(flag) && text.includes(`${flag}=`)) return `${flag} takes no value`;
    return `unknown option ${flag}: ${close ? `did you mean ${close}?` : 'add --help for the flags and examples'}`;
  }
  if (code === 'commander.unknownCommand') {
    const [name = ''] = /(?<=')[^']*(?=')/.exec(text) ?? [];
    const known = program
      .createHelp()
      .visibleCommands(program)
      .map((command) => command.name());
    const close = nearest(name, known);
    return `unknown command ${name}: ${close ? `did you mean ${close}?` : `choose from ${known.join(', ')}`}`;
  }
  if (code === 'commander.excessArguments')
    return /'(print|validate|verify)'/.test(text) ? `${text} Name the inputs with --input-file` : text;
  return text;
}
