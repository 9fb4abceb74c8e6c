import { spawnSync } from 'node:child_process';
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

// One CommonJS file for the command line, which Node loads faster than modules; all that it needs is inside.
await build({
  ...shared,
  minify: true,
  entryPoints: ['src/cli.ts'],
  outfile: 'dist/cli.cjs',
  plugins: [withoutChildProcess],
});

// The library, for programs that convert by themselves.
await build({
  ...shared,
  format: 'esm',
  packages: 'external',
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
});

// Programs for those who work on this one.
await build({
  ...shared,
  entryPoints: ['src/dev/corpus.ts', 'src/dev/bench.ts'],
  outdir: 'dist/dev',
  outExtension: { '.js': '.cjs' },
});

// A first run leaves the compiled code behind, so that the next ones on this version of Node need not compile it again.
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
