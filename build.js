import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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

/** What few runs need, and the file of dist that it becomes, so that it is no part of what every run loads. */
const apart = [
  { import: /\/examples\.json$/, file: 'examples.json' },
  { import: /\/validate\/judge\.ts$/, file: 'judge.cjs' },
  { import: /\/cluster\/open\.ts$/, file: 'cluster.cjs' },
  { import: /\/verify\/verify\.ts$/, file: 'verify.cjs' },
  { import: /\/simulate\/simulate\.ts$/, file: 'ingress-nginx.cjs' },
];

/** Leaves to files of their own what is loaded on demand. All bundles, and bin, stand beside dist. */
const loadedApart = {
  name: 'loaded-apart',
  setup({ onResolve }) {
    for (const { import: filter, file } of apart) {
      onResolve({ filter }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: `../dist/${file}`, external: true } : undefined,
      );
    }
  },
};

/** The client of Kubernetes is made of thousands of files that do nothing when they are loaded, and does not say so. */
const withoutSideEffects = {
  name: 'without-side-effects',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ path, importer, pluginData, kind, resolveDir }) => {
      const isOfClient = /@kubernetes\/client-node/.test(path) || /@kubernetes\/client-node/.test(importer);
      if (pluginData === 'resolved' || !isOfClient) return undefined;
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'resolved' });
      return { ...found, sideEffects: false };
    });
  },
};

/** A name for nothing. Of `...null` the bundler sees that it is nothing, and leaves it out. */
const nothing = '__nothing';

/**
 * The V8 of Node 20 makes a hidden class of its own for each object that begins with a spread and has more fields than that,
 * which takes thirty times as long as all else and a sixth of the memory. With a spread of nothing before it, it does not.
 */
const withCheapSpreads = {
  name: 'with-cheap-spreads',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:src|providers|emitters)[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(/\{(\s*)\.\.\./g, `{$1...${nothing}, ...`),
      loader: 'ts',
    }));
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
  plugins: [withoutChildProcess, loadedApart, withCheapSpreads],
  banner: { js: `'use strict';var ${nothing} = null;` },
  // A script without a module loader of its own has `require` only.
  supported: { 'dynamic-import': false },
});

// Loaded when it is asked for: what judges by CustomResourceDefinitions, with an engine for CEL; what asks the printed objects
// and the controller; and what talks to a cluster.
await build({ ...shared, minify: true, entryPoints: ['src/validate/judge.ts'], outfile: 'dist/judge.cjs' });
await build({ ...shared, minify: true, entryPoints: ['src/verify/verify.ts'], outfile: 'dist/verify.cjs' });
await build({
  ...shared,
  minify: true,
  entryPoints: ['providers/ingress-nginx/simulate/simulate.ts'],
  outfile: 'dist/ingress-nginx.cjs',
});
await build({
  ...shared,
  minify: true,
  entryPoints: ['src/cluster/open.ts'],
  outfile: 'dist/cluster.cjs',
  plugins: [withoutSideEffects],
});

// The library, for programs that convert by themselves.
await build({
  ...shared,
  format: 'esm',
  packages: 'external',
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  plugins: [loadedApart],
});

// Programs for those who work on this one.
await build({
  ...shared,
  entryPoints: ['src/dev/corpus.ts', 'src/dev/fuzz.ts', 'src/dev/bench.ts'],
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
