import { dirname, join, relative, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { printable } from '../diagnostics/printable.ts';
import { some } from '../diagnostics/some.ts';
import type { FileText, Host } from '../host.ts';
import type { Printed } from '../print/finish.ts';
import { headed, isOurs, outputFiles } from '../print/folder.ts';
import { printers } from '../print/printers.ts';
import { Refusal } from '../refusal.ts';
import { writing } from './writing.ts';

/** What became of a folder for the output. */
interface OutputFolder {
  readonly count: number;
  readonly said: readonly Diagnostic[];
}

/**
 * Writes objects into a folder, one file for each namespace and kind. Throws a `Refusal` before the first write where
 * something is in the way that this program did not write.
 */
export async function writeFolder(
  folder: string,
  printed: readonly Printed[],
  form: keyof typeof printers,
  host: Host,
): Promise<OutputFolder> {
  const print = await printers[form]();
  const files = outputFiles(printed, form === 'json' ? 'json' : 'yaml').map(({ folder: namespace, name, objects }) => ({
    path: join(folder, namespace, name),
    text: headed(print(objects), form),
  }));
  const there = await filesIn(folder, host);
  const inTheWay = await obstaclesOf(files, host);
  if (inTheWay.length > 0) {
    throw new Refusal(
      printable(
        `--output-dir ${folder}: not written by ingress2gateway, and so not overwritten: ${some(inTheWay)}; remove it, or choose another folder`,
      ),
    );
  }
  await writing(folder, () => host.writeFiles(files));
  const written = new Set(files.map(({ path }) => path));
  const stale: string[] = [];
  for (const path of there) if (!written.has(path) && isOurs(await host.readText(path))) stale.push(path);
  return { count: files.length, said: stale.length === 0 ? [] : [staleFiles(stale)] };
}

/** What an earlier run may have written. */
async function filesIn(folder: string, host: Host): Promise<readonly string[]> {
  if ((await host.kindOf(folder)) === undefined) return [];
  const listing = await writing(folder, () => host.listFiles(folder));
  if (listing === undefined) throw new Refusal(`--output-dir ${folder}: it is no folder`);
  return listing.files.filter((file) => relative(folder, file).split(sep).length === 2 && /\.(yaml|json)$/.test(file));
}

/** What is where files are to be. A link may lead out of the folder, so it is in the way whatever it leads to. */
async function obstaclesOf(files: readonly FileText[], host: Host): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { path } of files) {
    const namespace = await host.kindOf(dirname(path));
    if (namespace === undefined) continue;
    const kind = namespace === 'folder' ? await host.kindOf(path) : undefined;
    if (namespace !== 'folder') found.add(dirname(path));
    else if (kind === 'file' ? !isOurs(await host.readText(path)) : kind !== undefined) found.add(path);
  }
  return [...found];
}

const staleFiles = (paths: readonly string[]): Diagnostic =>
  diagnose(
    'I2G6001',
    { count: paths.length },
    paths.map((path) => ({ source: { kind: 'file', path, text: '' }, path: [] })),
  );
