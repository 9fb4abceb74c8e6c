import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../src/emit/fragment.ts';
import { printKyaml } from '../src/print/kyaml.ts';
import { parseManifests } from '../src/read/parse.ts';

const print = ['bin/ingress2gateway.js', 'print', '--providers=ingress-nginx', '--emitter=agentgateway'];
/** Several Ingresses and other objects, of several namespaces. */
const example = 'testdata/topology/shared/two-classes/input.yaml';

/** What the program prints of inputs, whatever it says of them. */
function printed(inputs: readonly string[], input: string | Buffer = ''): string {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [
      ...print,
      '--gateway-topology=shared',
      '--gateway-namespace=infra',
      ...inputs.flatMap((name) => ['--input-file', name]),
    ],
    { input, encoding: 'utf8' },
  );
  expect(status, stderr).not.toBe(2);
  return stdout;
}

describe('the same objects give the same bytes', () => {
  const text = readFileSync(example, 'utf8');
  const objects = parseManifests(example, text, () => {}).map(({ body }) => body as unknown as KubernetesObject);
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const kyaml = printKyaml(objects.map((object) => ({ object })));
  const root = mkdtempSync(join(tmpdir(), 'i2g-'));
  const file = (name: string, content: string | Buffer): string => {
    mkdirSync(join(root, name, '..'), { recursive: true });
    writeFileSync(join(root, name), content);
    return join(root, name);
  };
  const parts = objects.map((object, i) =>
    file(`parts/${i % 2 === 0 ? 'a' : 'b/c'}/${i}.json`, JSON.stringify(object)),
  );

  const forms: Readonly<Record<string, () => string>> = {
    'several files': () => printed(parts),
    'several files, the other way round': () => printed(parts.toReversed()),
    'files with commas': () => printed([parts.join(',')]),
    'a folder': () => printed([join(root, 'parts')]),
    'a glob': () => printed([join(root, 'parts/**/*.json')]),
    'standard input': () => printed(['-'], text),
    'standard input and files': () => printed(['-', ...parts.slice(1)], JSON.stringify(objects[0])),
    JSON: () => printed([file('list.json', list)]),
    'JSON objects in a row': () => printed(['-'], objects.map((object) => JSON.stringify(object)).join('\n')),
    KYAML: () => printed([file('kyaml.yaml', kyaml)]),
    'line ends of Windows': () => printed([file('crlf.yaml', text.replaceAll('\n', '\r\n'))]),
    'a byte order mark': () => printed(['-'], `\ufeff${text}`),
    'UTF-16': () => printed(['-'], Buffer.from(`\ufeff${text}`, 'utf16le')),
  };

  it.each(Object.keys(forms))('from %s', (name) => {
    const expected = printed([example]);
    expect(expected.match(/^kind: HTTPRoute$/gm)?.length).toBeGreaterThan(1);
    expect(forms[name]?.()).toBe(expected);
  });
});
