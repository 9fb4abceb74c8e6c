import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'library-'));
afterAll(() => rmSync(folder, { recursive: true }));

const library = pathToFileURL(resolve('dist/index.js')).href;
const text = readFileSync('testdata/ingress-nginx/proxy-ssl/client-certificate/input.yaml', 'utf8');
const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```js\n([\s\S]*?)```/g)].map(([, block = '']) => block);

/** Runs a block of the README as a program of its own would, and gives what it has named. */
async function ran(block: string | undefined, names: readonly string[]): Promise<Record<string, unknown>> {
  const path = join(folder, `${names.join('-')}.mjs`);
  const program = block?.replaceAll(`'ingress2gateway'`, JSON.stringify(library));
  writeFileSync(path, `const text = ${JSON.stringify(text)};\n${program}\nexport { ${names.join(', ')} };\n`);
  return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
}

it('converts as the README says', async () => {
  const { objects, diagnostics } = await ran(blocks[0], ['objects', 'diagnostics']);
  expect(objects).toMatchObject([
    { object: { kind: 'Gateway' } },
    { object: { kind: 'HTTPRoute' } },
    { object: { kind: 'BackendTLSPolicy' } },
  ]);
  expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'I2G2201' }));
});

it('runs the command line as the README says', async () => {
  const { stdout, stderr, exitCode } = await ran(blocks[1], ['stdout', 'stderr', 'exitCode']);
  expect(stdout).toContain('kind: AgentgatewayPolicy');
  expect(stderr).toContain('I2G2201');
  expect(exitCode).toBe(0);
});
