import { Option } from 'commander';
import type { Host, Listing } from '../host.ts';
import type { Input } from '../read/inputs.ts';
import { Refusal } from '../refusal.ts';
import { isManifest } from './manifests.ts';
import { withPackages } from './packages.ts';

/** The flag that names the inputs. */
export const inputFileOption = (): Option =>
  new Option(
    '--input-file <files...>',
    'a file, a folder (searched for *.yaml, *.yml, *.json), a glob or - for standard input (commas or repeated)',
  ).argParser(namesIn);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
  ERR_STRING_TOO_LONG: 'it is larger than 512 MB',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
};

/** Adds the names that a flag gives. A comma in braces belongs to a glob: `{base,prod}/*.yaml`. */
const namesIn = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...(value.match(/(?:\{[^{}]*\}|[^,])+/g) ?? []),
];

/**
 * Reads the inputs that were named: files, folders, globs, `-` for standard input. Throws a `Refusal` for one that cannot be
 * read. What cannot be read inside a folder becomes a remark, and the rest is read.
 */
export async function readInputs(named: readonly string[], host: Host): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const path of new Set(named)) {
    if (path === '-') inputs.push({ path: '<stdin>', text: await reading('standard input', host.readStdin) });
    else inputs.push(...(await inputsAt(path, host)));
  }
  return withPackages(inputs, host);
}

async function inputsAt(path: string, host: Host): Promise<readonly Input[]> {
  const listing = await reading(path, () => listingAt(path, host));
  // An unreadable path that was named makes no sense of the whole request.
  if (listing === undefined) return [{ path, text: await reading(path, () => host.readText(path)) }];
  const inputs = listing.unreadable.map(({ path, code }) => unreadable(path, reasons[code] ?? code));
  for (const file of listing.files) inputs.push(await inputOf(file, host));
  if (inputs.length === 0) throw new Refusal(`cannot read ${path}: the folder holds no *.yaml, *.yml or *.json`);
  return inputs;
}

/** What a folder or a glob stands for; `undefined` for a file, which may have a name that looks like a glob. */
async function listingAt(path: string, host: Host): Promise<Listing | undefined> {
  try {
    const listing = await host.listFiles(path);
    return listing && { ...listing, files: listing.files.filter(isManifest) };
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || !/[*?[{]/.test(path)) throw error;
    const { matching } = await import('./glob.ts');
    return matching(path, host);
  }
}

async function inputOf(path: string, host: Host): Promise<Input> {
  try {
    return { path, text: await host.readText(path) };
  } catch (error) {
    // It was there a moment ago, so it can only be a link.
    return unreadable(path, codeOf(error) === 'ENOENT' ? 'the link leads nowhere' : reasonOf(error));
  }
}

const unreadable = (path: string, problem: string): Input => ({
  path,
  text: '',
  remark: (report, at) => report('I2G1020', { problem }, at),
});

/** Reads something at a path. Throws a `Refusal` where that cannot be done. */
export async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`cannot read ${path}: ${reasonOf(error)}`);
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';

const reasonOf = (error: unknown): string => reasons[codeOf(error)] ?? (error as Error).message;
