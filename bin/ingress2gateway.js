#!/usr/bin/env node
'use strict';

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');
const { wrap } = require('node:module');

const filename = join(__dirname, '..', 'dist', 'cli.cjs');
const compiled = join(__dirname, '..', 'dist', 'cli.v8');

/** What the build left behind, if it did. V8 itself tells whether it fits this version and this program. */
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
