import type { Command } from 'commander';
import { completionOf } from './candidates.ts';
import { choose } from './refusal.ts';
import type { Result } from './result.ts';
import { shells } from './shells.ts';

/**
 * `completion`: a script for a shell, which asks the program how a command line may go on. So it knows what the program
 * knows, and stays true when the program is replaced.
 */
export function addCompletion(program: Command, done: (result: Result) => void): void {
  program
    .command('completion')
    .summary('print a script that completes command lines')
    .description('Prints a script with which a shell completes the command lines of this program.')
    .argument('<shell>', shells.map(({ name }) => name).join(', '))
    .addHelpText('after', `\nTo have it in every new shell:\n${shells.map(({ set }) => `  ${set}`).join('\n')}`)
    .action((name: string) => done({ stdout: choose('shell', name, shells).script, stderr: '', exitCode: 0 }));
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action((words: readonly string[]) => {
      const { candidates, files } = completionOf(program, words);
      const lines = candidates.map(({ text, says }) => `${text}\t${says}\n`);
      done({ stdout: lines.join('') + (files ? ':files\n' : ''), stderr: '', exitCode: 0 });
    });
}
