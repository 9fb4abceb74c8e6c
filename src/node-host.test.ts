import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputs } from './commands/inputs.ts';
import { reporter } from './diagnostics/reporter.ts';
import type { Host } from './host.ts';
import { memoryHost } from './memory-host.ts';
import { nodeHost } from './node-host.ts';
import { decode } from './read/decode.ts';
import { parseInputs } from './read/inputs.ts';
import { run } from './run.ts';

/** A folder of its own that holds these files, and links to where they say. */
function folderOf(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'i2g-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(root, path));
  return root;
}

const namesIn = async (root: string): Promise<readonly string[]> =>
  ((await nodeHost.listFiles(root))?.files ?? []).map((file) => relative(root, file));

/** What is said of inputs. */
async function remarksOn(named: readonly string[], host: Host): Promise<readonly string[]> {
  const { report, diagnostics } = reporter();
  parseInputs(await readInputs(named, host), report);
  return diagnostics().map(({ code, message, at }) => `${code} ${message} ${JSON.stringify(at[0]?.source)}`);
}

describe('a folder', () => {
  it('is read to its depth, without hidden files', async () => {
    const root = folderOf({ 'b/c/shop.yaml': '', 'a.yaml': '', '.git/x.yaml': '', 'b/.hidden.yaml': '' });
    expect(await namesIn(root)).toEqual(['a.yaml', 'b/c/shop.yaml']);
  });

  it('ends where links go round in a circle', async () => {
    const root = folderOf({ 'a/shop.yaml': '' }, { 'a/up': '..', 'a/self': '.', round: 'round' });
    expect(await namesIn(root)).toEqual(['a/shop.yaml', 'round']);
  });

  it('follows links to files and folders, and none to what holds it', async () => {
    const elsewhere = folderOf({ 'docs.yaml': '', 'more/admin.yaml': '' });
    const root = folderOf(
      { 'shop.yaml': '' },
      { 'docs.yaml': join(elsewhere, 'docs.yaml'), more: join(elsewhere, 'more'), all: '..' },
    );
    expect(await namesIn(root)).toEqual(['docs.yaml', 'more/admin.yaml', 'shop.yaml']);
  });

  it('tells of links that lead nowhere, and reads the rest', async () => {
    const root = folderOf({ 'shop.yaml': 'a: 1' }, { 'gone.yaml': 'nowhere.yaml' });
    expect(await remarksOn([root], nodeHost)).toEqual([
      expect.stringMatching(/^I2G1020 .*the link leads nowhere.*gone\.yaml/),
      expect.stringMatching(/^I2G1003 /),
    ]);
  });

  it('tells of folders and files that are closed', async () => {
    const host: Host = {
      ...memoryHost({}),
      listFiles: async () => ({ files: ['d/a.yaml', 'd/b.yaml'], unreadable: [{ path: 'd/sub', code: 'EACCES' }] }),
      readText: async (path) => {
        if (path === 'd/a.yaml') throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
        return '';
      },
    };
    expect(await remarksOn(['d'], host)).toEqual([
      expect.stringMatching(/^I2G1020 .*it may not be read.*d\/a\.yaml/),
      expect.stringMatching(/^I2G1020 .*it may not be read.*d\/sub/),
    ]);
  });
});

describe('bytes', () => {
  it('of UTF-16 with a byte order mark are read, as PowerShell writes them', () => {
    const text = 'kind: Ingress # \u00e9 \u{1f600}\r\n';
    expect(decode(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(text);
    expect(decode(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toBe(text);
  });

  it('that are no UTF-8 refuse their document alone', async () => {
    const good = 'apiVersion: v1\nkind: Service\nmetadata: {name: docs}\n';
    const root = folderOf({});
    const bad = Buffer.concat([
      Buffer.from('kind: A # \u00e9\nname: "'),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from('"\n'),
    ]);
    writeFileSync(join(root, 'a.yaml'), Buffer.concat([bad, Buffer.from(`---\n${good}`)]));
    const { report, diagnostics } = reporter();
    const manifests = parseInputs(await readInputs([root], nodeHost), report);
    expect(manifests.map(({ ref }) => ref.name)).toEqual(['docs']);
    expect(diagnostics().map(({ code, message, at }) => [code, message, at[0]?.span?.line])).toEqual([
      ['I2G1001', expect.stringMatching(/bytes that are no UTF-8/), 2],
    ]);
  });

  it('that stand for the replacement character are text like any other', () => {
    const text = 'name: \ufffd \u{100ff}\u{10fcff}';
    expect(decode(Buffer.from(text))).toBe(text);
    const { report, diagnostics } = reporter();
    parseInputs([{ path: 'a.yaml', text: `apiVersion: v1\nkind: A\n${text}\n` }], report);
    expect(diagnostics()).toEqual([]);
  });
});

describe('a path that is named', () => {
  it('and closed is a refusal', async () => {
    const host: Host = {
      ...memoryHost({}),
      listFiles: async () => {
        throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      },
    };
    const result = await run(['print', '--providers=ingress-nginx', '--input-file=shop.yaml'], host);
    expect(result).toEqual({
      stdout: '',
      stderr: 'ingress2gateway: cannot read shop.yaml: it may not be read\n',
      exitCode: 2,
    });
  });
});
