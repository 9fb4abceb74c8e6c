#!/usr/bin/env node
'use strict';

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');
const { wrap } = require('node:module');

const filename = join(__dirname, '..', 'dist', 'cli.cjs');
// V8 checks its own version only, and one release of Node crashes on what another has compiled with the same V8.
const build = `${process.version}-${process.platform}-${process.arch}`;
const compiled = join(__dirname, '..', 'dist', `cli-${build}.v8`);

/** What the build left behind, if it ran with the same Node. */
function cachedCode() {
  try {
    return readFileSync(compiled);
  } catch {
    return undefined;
  }
}

// The bundle holds no characters beyond ASCII, and is read fastest as what it is.
const script = new Script(wrap(readFileSync(filename, 'latin1')), { filename, cachedData: cachedCode() });
const program = { exports: {} };
script.runInThisContext()(program.exports, require, program, filename, __dirname);

if (process.env.INGRESS2GATEWAY_COMPILE === '1') {
  process.on('exit', () => writeFileSync(compiled, script.createCachedData()));
}
