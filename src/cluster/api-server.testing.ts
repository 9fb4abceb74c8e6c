import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach } from 'vitest';

/** Whether certificates can be made here. */
export const isOpensslThere = spawnSync('openssl', ['version']).status === 0;

/** An API server on this machine, and a kubeconfig for it. */
export interface ApiServer {
  readonly url: string;
  readonly port: number;
  /** A folder for files of the test. */
  readonly folder: string;
  readonly kubeconfig: string;
  /** The requests so far, with the name in the certificate of the client. */
  readonly requests: {
    readonly method: string;
    readonly url: string;
    readonly authorization: string | undefined;
    readonly headers: IncomingHttpHeaders;
    readonly client: string | undefined;
  }[];
  /** How many connections were opened. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** Makes a certificate, signed by itself, and its key. */
export function certificate(cert: string, key: string, name: string, extension: string): void {
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert];
  execFileSync('openssl', [...made, '-subj', `/CN=${name}`, '-addext', extension], { stdio: 'ignore' });
}

/** Starts a server that answers with `answer`. */
export async function apiServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  certificate(cert, key, 'localhost', 'subjectAltName=IP:127.0.0.1,DNS:api.example.com');
  const own = { key: readFileSync(key), cert: readFileSync(cert) };
  const requests: ApiServer['requests'] = [];
  let connections = 0;
  const server = createServer({ ...own, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    const { method = '', url = '', headers } = request;
    const client = (request.socket as TLSSocket).getPeerCertificate()?.subject?.CN?.toString();
    requests.push({ method, url, authorization: headers.authorization, headers, client });
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
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The certificate authority is named by a path that is relative to the file, as kubectl writes it. */
export const kubeconfigOf = (
  url: string,
  { context = 'test', token = 'let-me-in', authority = 'cert.pem', namespace = 'default', user = '' } = {},
): string => `
apiVersion: v1
kind: Config
current-context: ${context}
clusters:
- name: here
  cluster: {server: "${url}", certificate-authority: ${authority}}
users:
- name: me
  user: {${user || `token: ${token}`}}
contexts:
- name: ${context}
  context: {cluster: here, namespace: ${namespace}, user: me}
`;

/** Answers with JSON. */
export const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** Starts servers, and stops each after its test. */
export function apiServers(): typeof apiServer {
  const started: ApiServer[] = [];
  afterEach(async () => {
    for (const { stop } of started.splice(0)) await stop();
  });
  return async (answer) => {
    const server = await apiServer(answer);
    started.push(server);
    return server;
  };
}
