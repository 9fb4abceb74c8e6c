import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node20.19', legalComments: 'none' };

/** Commander can run sub-commands as programs of their own. Ours are functions, and the module for it takes long to load. */
const withoutChildProcess = {
  name: 'without-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, () => ({ path: 'child_process', namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** Read by `explain` alone, so it is no part of what every run loads. Both bundles, and bin, stand beside dist. */
const examplesApart = {
  name: 'examples-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/examples\.json$/ }, () => ({ path: '../dist/examples.json', external: true }));
  },
};

mkdirSync('dist', { recursive: true });
copyFileSync('src/commands/examples.json', 'dist/examples.json');

// One CommonJS file for the command line, which Node loads faster than modules; all that it needs is inside.
await build({
  ...shared,
  minify: true,
  entryPoints: ['src/cli.ts'],
  outfile: 'dist/cli.cjs',
  plugins: [withoutChildProcess, examplesApart],
  // A script without a module loader of its own has `require` only.
  supported: { 'dynamic-import': false },
});

// The library, for programs that convert by themselves.
await build({
  ...shared,
  format: 'esm',
  packages: 'external',
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  plugins: [examplesApart],
});

// Programs for those who work on this one.
await build({
  ...shared,
  entryPoints: ['src/dev/corpus.ts', 'src/dev/bench.ts'],
  outdir: 'dist/dev',
  outExtension: { '.js': '.cjs' },
});

// A first run leaves the compiled code behind, so that the next ones with this Node need not compile it again. What an
// earlier build left has to go: V8 tells programs apart by their length alone.
for (const name of readdirSync('dist').filter((name) => name.endsWith('.v8'))) rmSync(join('dist', name));
const warm = [
  'print',
  '--providers=ingress-nginx',
  '--emitter=agentgateway',
  '--input-file',
  'testdata/ingress-nginx/proxy-ssl/client-certificate/input.yaml',
];
spawnSync(process.execPath, ['bin/ingress2gateway.js', ...warm], {
  env: { ...process.env, INGRESS2GATEWAY_COMPILE: '1' },
});
