import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import {
  type Beside,
  block,
  type Estate,
  estateOf,
  host,
  nginx,
  requests,
  statement,
} from './snippet-rewrites.testing.ts';

const program = process.env['NGINX'] ?? '';
const rounds = Number(process.env['ROUNDS'] ?? 100);

/** A server as the controller writes it, as far as snippets and paths go. */
function serverOf({ locations, onServer, paths }: Estate, name: string, port: number, backend: number): string {
  const own = paths.flatMap(({ path, pathType, service, rewrites, inner, nested }) => {
    const statements = [
      ...rewrites.map((one) => statement(one)),
      ...(inner ? [statement(inner, 'break')] : []),
      ...nested.map(block),
      `proxy_set_header X-Service ${service};`,
      `proxy_pass http://127.0.0.1:${backend};`,
    ].join(' ');
    const exact = `location = ${path} { ${statements} }`;
    if (pathType === 'Exact') return [exact];
    const prefix = `location ${path.endsWith('/') ? path : `${path}/`} { ${statements} }`;
    return path.endsWith('/') ? [prefix] : [prefix, exact];
  });
  const hasRoot = paths.some(({ path, pathType }) => path === '/' && pathType === 'Prefix');
  const root = `location / { ${(paths[0]?.rewrites ?? []).map((one) => statement(one)).join(' ')} return 404; }`;
  const lines = [...onServer.map((one) => statement(one)), ...locations.map(block), ...own, ...(hasRoot ? [] : [root])];
  return `server { listen 127.0.0.1:${port}; server_name ${name}; port_in_redirect off; ${lines.join('\n')} }`;
}

/** nginx refuses to load a location twice. */
const isLoaded = ({ locations, paths }: Estate): boolean =>
  !locations.some(
    ({ operator, path }) =>
      /^(\^~)?$/.test(operator) &&
      paths.some((one) => one.pathType === 'Prefix' && path === (one.path.endsWith('/') ? one.path : `${one.path}/`)),
  );

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const agent = new http.Agent({ keepAlive: true });

/** What comes back: where it leads, what the backend saw, or a status. */
function ask(port: number, name: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path, headers: { host: name }, agent }, (answer) => {
      let text = '';
      answer.on('data', (some) => {
        text += some;
      });
      answer.on('end', () => {
        const { location, 'x-backend': backend } = answer.headers;
        resolve(location ?? (backend === undefined ? String(answer.statusCode) : text));
      });
    });
    request.on('error', reject);
  });
}

async function untilItListens(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    const answers = await ask(port, 'none', '/').then(
      () => true,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${program} does not answer`);
}

const beside: readonly Beside[] = ['nothing', 'rewrites', 'locations', 'nested'];

describe.skipIf(program === '')('a real nginx (skipped without NGINX, the path of one)', () => {
  it.each(beside)('answers as the rules say that expectations are made of: %s', { timeout: 600_000 }, async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
    const backend = http.createServer((request, answer) => {
      answer.setHeader('x-backend', 'yes');
      answer.end(`${request.headers['x-service']} ${request.url}`);
    });
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    const port = await freePort();
    const estates = Array.from({ length: rounds }, (_, i) => ({ name: `s${i}.test`, estate: estateOf(i + 1, kind) }));
    const loaded = estates.filter(({ estate }) => isLoaded(estate));
    const servers = loaded.map(({ name, estate }) =>
      serverOf(estate, name, port, (backend.address() as AddressInfo).port),
    );
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path ${folder}/${one};`,
    );
    const file = join(folder, 'nginx.conf');
    writeFileSync(
      file,
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events {} http { server_names_hash_max_size 16384; access_log off; ${paths.join(' ')} ${servers.join('\n')} }`,
    );
    const child = spawn(program, ['-c', file, '-e', `${folder}/error.log`], { stdio: 'ignore' });
    try {
      await untilItListens(port, child);
      for (const { name, estate } of loaded) {
        for (const path of requests) {
          const expected = nginx(estate, path).replace(`http://${host}`, `http://${name}`);
          // `deny` comes after `return`: which of the two errors it is matters little.
          const found = (await ask(port, name, path)).replace(/^404$/, '403');
          expect(found, `${path} of ${JSON.stringify(estate)}`).toBe(expected.replace(/^404$/, '403'));
        }
      }
    } finally {
      child.kill();
      backend.close();
      agent.destroy();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
