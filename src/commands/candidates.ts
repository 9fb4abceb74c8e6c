import type { Command, Option } from 'commander';
import { catalogue } from '../diagnostics/catalogue.ts';
import { emitters, providers } from '../registry.ts';
import { listable } from './list.ts';
import { listed } from './listed.ts';
import { shells } from './shells.ts';

/** One way to go on with a command line, and what there is to say of it. */
export interface Candidate {
  readonly text: string;
  readonly says: string;
}

/** What may stand in the place of a word, and whether names of files may. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly files: boolean;
}

/** How the last of some words may go on. The words are those after the name of the program. */
export function completionOf(program: Command, words: readonly string[]): Completion {
  const current = words.at(-1) ?? '';
  const { candidates, files } = wordsAt(program, words.slice(0, -1), current);
  return { candidates: candidates.filter(({ text }) => text.startsWith(current)), files };
}

const nothing: Completion = { candidates: [], files: false };
const only = (candidates: readonly Candidate[]): Completion => ({ candidates, files: false });

function wordsAt(program: Command, before: readonly string[], current: string): Completion {
  const [name, ...given] = before;
  const commands = program.createHelp().visibleCommands(program);
  const ofCommands = commands.map((one) => ({ text: one.name(), says: one.summary() || one.description() }));
  if (name === undefined) return only([...ofCommands, ...flagsOf(program, [])]);
  if (name === 'help') return only(ofCommands);
  const command = commands.find((one) => one.name() === name);
  if (command === undefined) return nothing;
  const [, flag = '', value] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  const written = optionOf(command, flag);
  if (written && value !== undefined) return behind(`${flag}=`, valuesOf(written, value));
  const asking = askingOption(command, given);
  // A flag that takes several values is done with at the next flag.
  if (asking && !(asking.variadic && current.startsWith('-'))) return valuesOf(asking, current);
  const positional = current.startsWith('-') ? undefined : positionals[name];
  return only(positional && !given.some((word) => !word.startsWith('-')) ? positional() : flagsOf(command, given));
}

/** The flag whose value comes next, if one does. */
function askingOption(command: Command, given: readonly string[]): Option | undefined {
  const at = given.findLastIndex((word) => word.startsWith('-') && word !== '-');
  const option = optionOf(command, given[at] ?? '');
  if (!option?.required) return undefined;
  return option.variadic || at === given.length - 1 ? option : undefined;
}

const optionOf = (command: Command, flag: string): Option | undefined =>
  command.options.find(({ long, short }) => flag !== '' && (long === flag || short === flag));

/** The flags of a command, less those that were given and are given once at the most. */
function flagsOf(command: Command, given: readonly string[]): readonly Candidate[] {
  const options = command.createHelp().visibleOptions(command);
  return options
    .filter(
      ({ variadic, long, short }) => variadic || !given.some((word) => [long, short].includes(word.split('=')[0])),
    )
    .map(({ long, short, description }) => ({ text: long ?? short ?? '', says: description }));
}

/** What a flag may be given, behind the commas of what it has been given so far. */
function valuesOf(option: Option, current: string): Completion {
  const [, known = ''] = (option.parseArg as unknown) === listed ? (/^(.*,)/s.exec(current) ?? []) : [];
  const named = values[option.long ?? '']?.() ?? (option.argChoices ?? []).map((text) => ({ text, says: '' }));
  return behind(known, { candidates: named, files: /<(?:files?|folder|places)\b/.test(option.flags) });
}

const behind = (start: string, { candidates, files }: Completion): Completion => ({
  candidates: candidates.map(({ text, says }) => ({ text: start + text, says })),
  files,
});

const titled = (items: readonly { readonly name: string; readonly title: string }[]): readonly Candidate[] =>
  items.map(({ name, title }) => ({ text: name, says: title }));

const codes = (): readonly Candidate[] =>
  Object.entries(catalogue).map(([code, { name }]) => ({ text: code, says: name }));

const annotations = (): readonly Candidate[] =>
  providers.flatMap(({ features }) =>
    features.flatMap((feature) =>
      Object.entries(feature.annotations).map(([text, { doc }]) => ({ text, says: doc.replace(/\. .*$/s, '.') })),
    ),
  );

/** Values that are no choices of a flag's own. */
const values: Readonly<Record<string, () => readonly Candidate[]>> = {
  '--providers': () => titled(providers),
  '--emitter': () => titled(emitters),
  '--suppress': codes,
  '--crds': () => [{ text: 'cluster', says: 'those of the cluster' }],
};

const plain = (texts: readonly string[]): readonly Candidate[] => texts.map((text) => ({ text, says: '' }));

/** What commands are about. */
const positionals: Readonly<Record<string, () => readonly Candidate[]>> = {
  explain: () => [...annotations(), ...codes()],
  list: () => plain(listable),
  completion: () => plain(shells.map(({ name }) => name)),
};
