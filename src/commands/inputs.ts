import { Option } from 'commander';
import type { Input } from '../convert.ts';
import type { Host } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { listed } from './listed.ts';

/** The flag that names the inputs. */
export const inputFileOption = (): Option =>
  new Option(
    '--input-file <files...>',
    'a file, a folder (searched for *.yaml, *.yml, *.json) or - for standard input (commas or repeated)',
  ).argParser(listed);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go round in a circle',
};

/** Reads the inputs that were named: files, folders, `-` for standard input. Throws a `Refusal` for one that cannot be read. */
export async function readInputs(named: readonly string[], host: Host): Promise<Input[]> {
  const paths = [...new Set(named.flatMap((name) => name.split(',')).filter((name) => name !== ''))];
  const inputs: Input[] = [];
  for (const path of paths) {
    if (path === '-') inputs.push({ path: '<stdin>', text: await host.readStdin() });
    else {
      const files = (await attempt(path, () => host.listFiles(path))) ?? [path];
      if (files.length === 0) throw new Refusal(`cannot read ${path}: the folder holds no *.yaml, *.yml or *.json`);
      for (const file of files) inputs.push({ path: file, text: await attempt(file, () => host.readText(file)) });
    }
  }
  return inputs;
}

async function attempt<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    throw new Refusal(`cannot read ${path}: ${reasons[code] ?? message}`);
  }
}
