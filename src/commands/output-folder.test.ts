import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeHost } from '../node-host.ts';
import { outputFiles } from '../print/folder.ts';
import { writeFolder } from './output-folder.ts';

const gateway = (namespace: string, name = 'main') => ({
  object: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name, namespace }, spec: {} },
});

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'i2g-'));

const filesBelow = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

describe('a folder for the output', () => {
  it('is made, and written anew', async () => {
    const root = join(emptyFolder(), 'a', 'b');
    await writeFolder(root, [gateway('shop'), gateway('docs'), gateway('shop', 'other')], 'yaml', nodeHost);
    expect(filesBelow(root)).toEqual(['docs/gateway.yaml', 'shop/gateway.yaml']);
    expect(readFileSync(join(root, 'shop/gateway.yaml'), 'utf8')).toMatch(/name: main.*---.*name: other/s);
    const { said } = await writeFolder(root, [gateway('shop', 'again')], 'kyaml', nodeHost);
    expect(readFileSync(join(root, 'shop/gateway.yaml'), 'utf8')).toMatch(/name: "again"/);
    expect(said.map(({ code, at }) => [code, ...at.map(({ source }) => 'path' in source && source.path)])).toEqual([
      ['I2G6001', join(root, 'docs/gateway.yaml')],
    ]);
  });

  it('is left as it is where one file in it is not ours', async () => {
    const root = emptyFolder();
    mkdirSync(join(root, 'shop'));
    writeFileSync(join(root, 'shop/gateway.yaml'), 'mine');
    await expect(writeFolder(root, [gateway('docs'), gateway('shop')], 'yaml', nodeHost)).rejects.toThrow(
      /shop\/gateway/,
    );
    expect(filesBelow(root)).toEqual(['shop/gateway.yaml']);
    expect(readFileSync(join(root, 'shop/gateway.yaml'), 'utf8')).toBe('mine');
  });

  it('is never left by a link', async () => {
    const elsewhere = emptyFolder();
    const root = emptyFolder();
    symlinkSync(elsewhere, join(root, 'shop'));
    mkdirSync(join(root, 'docs'));
    symlinkSync(join(elsewhere, 'new.yaml'), join(root, 'docs/gateway.yaml'));
    await expect(writeFolder(root, [gateway('shop')], 'yaml', nodeHost)).rejects.toThrow(/shop/);
    await expect(writeFolder(root, [gateway('docs')], 'yaml', nodeHost)).rejects.toThrow(/docs\/gateway/);
    expect(filesBelow(elsewhere)).toEqual([]);
  });

  it('holds nothing where one file cannot be written', async () => {
    const root = emptyFolder();
    mkdirSync(join(root, 'shop'));
    mkdirSync(join(root, 'shop', `gateway.yaml.${process.pid}.tmp`));
    await expect(writeFolder(root, [gateway('docs'), gateway('shop')], 'yaml', nodeHost)).rejects.toThrow(
      /cannot write/,
    );
    expect(filesBelow(root)).toEqual([]);
  });

  it.skipIf(!existsSync('/proc'))('is refused where the system makes none', async () => {
    await expect(writeFolder('/proc/nowhere', [gateway('shop')], 'yaml', nodeHost)).rejects.toThrow(/cannot write/);
  });

  it('holds what no name can lead out of it', async () => {
    const hostile = [
      '..',
      '.',
      '../../etc',
      '/etc',
      'a/b',
      'a\\b',
      'C:',
      '',
      '~',
      '-rf',
      'a\u0000b',
      'a\nb',
      'Shop',
      'x'.repeat(300),
    ];
    const parent = emptyFolder();
    const root = join(parent, 'out');
    await writeFolder(
      root,
      hostile.map((namespace) => gateway(namespace)),
      'yaml',
      nodeHost,
    );
    expect(readdirSync(parent)).toEqual(['out']);
    expect(filesBelow(root)).toHaveLength(hostile.length);
    for (const file of filesBelow(root)) expect(file).toMatch(/^_[a-z0-9-]{0,60}\/gateway\.yaml$/);
    expect(existsSync('/etc/gateway.yaml')).toBe(false);
  });

  it('has one file for each namespace and kind, whatever the form', () => {
    expect(
      outputFiles([gateway('shop'), gateway('shop')], 'json').map(({ folder, name }) => `${folder}/${name}`),
    ).toEqual(['shop/gateway.json']);
  });
});
