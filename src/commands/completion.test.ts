import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryHost } from '../memory-host.ts';
import { run } from '../run.ts';
import { shells } from './shells.ts';

const outputOf = async (...argv: readonly string[]) => (await run(argv, memoryHost({}))).stdout;

/** What may stand in the place of the last word of a command line. */
async function completed(line: string): Promise<readonly string[]> {
  const output = await outputOf('complete', '--', ...line.split(' ').slice(1));
  return output.split('\n').flatMap((one) => (one === '' ? [] : [one.split('\t')[0] ?? '']));
}

describe('a command line', () => {
  it.each([
    ['ingress2gateway pr', ['print']],
    ['ingress2gateway help va', ['validate']],
    ['ingress2gateway nonsense ', []],
    ['ingress2gateway print --emitter ', ['standard', 'agentgateway']],
    ['ingress2gateway print --emitter=a', ['--emitter=agentgateway']],
    ['ingress2gateway print --providers ingress-nginx,', ['ingress-nginx,ingress-nginx']],
    ['ingress2gateway print -o ', ['yaml', 'json', 'kyaml']],
    ['ingress2gateway print -o yaml --provenance an', ['annotations']],
    ['ingress2gateway print --gateway-topology sh', ['shared']],
    ['ingress2gateway print --input-file ', [':files']],
    ['ingress2gateway print --input-file a.yaml b', [':files']],
    ['ingress2gateway print --input-file a.yaml --input-f', ['--input-file']],
    ['ingress2gateway print --input-file - --emi', ['--emitter']],
    ['ingress2gateway print --gateway-name ', []],
    ['ingress2gateway print -A --all', ['--allow-experimental-gw-api']],
    ['ingress2gateway print --ingress-nginx-conf', ['--ingress-nginx-configmap']],
    ['ingress2gateway print --crds ', ['cluster', ':files']],
    ['ingress2gateway print --suppress I2G1001,I2G1003', ['I2G1001,I2G1003']],
    ['ingress2gateway explain proxy-ssl-verify-', ['proxy-ssl-verify-depth']],
    ['ingress2gateway explain I2G1008', ['I2G1008']],
    ['ingress2gateway list ', ['providers', 'emitters', 'annotations', 'codes']],
    ['ingress2gateway list codes -o t', ['table']],
    ['ingress2gateway completion ', ['bash', 'zsh', 'fish']],
  ])('%s', async (line, words) => {
    expect(await completed(line)).toEqual(words);
  });

  it.each(['print', 'validate', 'list', 'explain'])('%s goes on with each of its flags', async (command) => {
    const help = await outputOf(command, '--help');
    const flags = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag);
    expect(flags.length).toBeGreaterThan(0);
    expect([...(await completed(`ingress2gateway ${command} -`))].sort()).toEqual(flags.sort());
  });
});

const folder = mkdtempSync(join(tmpdir(), 'shells-'));
const program = join(folder, 'ingress2gateway');
const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, HOME: folder };
const scriptOf = (shell: string) => join(folder, `script.${shell}`);
const ask = (shell: string, ...argv: readonly string[]) =>
  execFileSync(shell, argv, { env, cwd: folder, encoding: 'utf8' }).trim().split(/\s*\n/);

beforeAll(async () => {
  writeFileSync(program, `#!/bin/sh\nexec ${process.execPath} ${resolve('bin/ingress2gateway.js')} "$@"\n`, {
    mode: 0o755,
  });
  writeFileSync(join(folder, 'app.yaml'), '');
  for (const { name } of shells) writeFileSync(scriptOf(name), await outputOf('completion', name));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** How each shell is made to say how a command line may go on. */
const asked: Readonly<Record<string, (line: string) => readonly string[]>> = {
  bash: (line) => {
    const program = `source ${scriptOf('bash')}; COMP_LINE=$1 COMP_POINT=\${#1}; _ingress2gateway; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return ask('bash', '--norc', '-c', program, 'bash', line);
  },
  zsh: (line) => {
    // What the shell's own completion would show is printed.
    const shown = `compdef() { }; _files() { print -l -- * }; _describe() { print -l -- \${(P)2} }`;
    const place = `words=("\${(@s: :)1}"); CURRENT=$#words; PREFIX=$words[CURRENT]`;
    return ask('zsh', '-f', '-c', `${shown}; source ${scriptOf('zsh')}; ${place}; _ingress2gateway`, 'zsh', line);
  },
  fish: (line) => ask('fish', '--no-config', '-c', `source ${scriptOf('fish')}; complete -C '${line}'`),
};

for (const { name } of shells) {
  const isThere = spawnSync(name, ['-c', 'true']).status === 0;
  if (!isThere) console.warn(`skipped: completion by ${name}, which is not there`);
  describe.skipIf(!isThere)(`completion by ${name}`, () => {
    const words = (line: string) => (asked[name]?.(line) ?? []).map((one) => one.split(/[\t:]/)[0] ?? '');

    it('offers commands', () => expect(words('ingress2gateway pr')).toEqual(['print']));

    it('offers values', () =>
      expect([...words('ingress2gateway print --emitter ')].sort()).toEqual(['agentgateway', 'standard']));

    it('offers values behind a =', () => {
      const [word = '', ...more] = words('ingress2gateway print --emitter=ag');
      expect([word.replace('--emitter=', ''), more]).toEqual(['agentgateway', []]);
    });

    it('offers files', () => expect(words('ingress2gateway print --input-file app')).toContain('app.yaml'));
  });
}
