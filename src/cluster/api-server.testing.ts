import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether certificates can be made here. */
export const isOpensslThere = spawnSync('openssl', ['version']).status === 0;

/** An API server on this machine, and a kubeconfig for it. */
export interface ApiServer {
  readonly url: string;
  readonly port: number;
  /** A folder for files of the test. */
  readonly folder: string;
  readonly kubeconfig: string;
  /** The requests so far: method, path, and whether they let themselves in. */
  readonly requests: { readonly method: string; readonly url: string; readonly authorization: string | undefined }[];
  /** How many connections were opened. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** Starts a server that answers with `answer`. */
export async function apiServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    key,
    '-out',
    cert,
    ...subject,
  ];
  execFileSync('openssl', made, { stdio: 'ignore' });
  const requests: ApiServer['requests'] = [];
  let connections = 0;
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, authorization: headers.authorization });
    answer(request, response);
  });
  server.on('secureConnection', () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const kubeconfig = join(folder, 'config');
  const url = `https://127.0.0.1:${port}`;
  writeFileSync(kubeconfig, kubeconfigOf(url));
  return {
    url,
    port,
    folder,
    kubeconfig,
    requests,
    connections: () => connections,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true });
    },
  };
}

/** The certificate authority is named by a path that is relative to the file, as kubectl writes it. */
export const kubeconfigOf = (
  url: string,
  { context = 'test', token = 'let-me-in', authority = 'cert.pem' } = {},
): string => `
apiVersion: v1
kind: Config
current-context: ${context}
clusters:
- name: here
  cluster: {server: "${url}", certificate-authority: ${authority}}
users:
- name: me
  user: {token: ${token}}
contexts:
- name: ${context}
  context: {cluster: here, user: me}
`;

/** Answers with JSON. */
export const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
