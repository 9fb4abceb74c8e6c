import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../read/values.ts';
import { fromCluster, fromText, listOf } from './converted.testing.ts';
import { objectsIn } from './estate-server.testing.ts';

/** The settings of a controller that has none. */
export const controller = objectsIn(
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ingress-nginx-controller, namespace: ingress-nginx}\n',
);

const value = 'not-for-anybody';
const certificate = '-----BEGIN CERTIFICATE-----\nbm90LWZvci1hbnlib2R5\n-----END CERTIFICATE-----\n';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const secret = (name: string, data: Record<string, string>): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name,
    namespace: 'shop',
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ data }) },
  },
  data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, base64(text)])),
});
const secrets = [
  secret('users', { ada: value }),
  secret('list', { auth: `ada:${value}` }),
  secret('clients', { 'ca.crt': certificate }),
  secret('backend', { 'ca.crt': certificate, 'tls.crt': certificate, 'tls.key': value }),
  secret('shop-tls', { 'tls.crt': certificate, 'tls.key': value }),
];
const annotated = (name: string, annotations: Record<string, string>): JsonObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: {
    name,
    namespace: 'shop',
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, text]) => [`nginx.ingress.kubernetes.io/${key}`, text]),
    ),
  },
  spec: {
    ingressClassName: 'nginx',
    tls: [{ hosts: [`${name}.example.com`], secretName: 'shop-tls' }],
    rules: [
      {
        host: `${name}.example.com`,
        http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] },
      },
    ],
  },
});
const ingresses = [
  annotated('users', { 'auth-type': 'basic', 'auth-secret': 'users', 'auth-secret-type': 'auth-map' }),
  annotated('list', { 'auth-type': 'basic', 'auth-secret': 'shop/list' }),
  annotated('clients', { 'auth-tls-secret': 'shop/clients' }),
  annotated('backend', {
    'backend-protocol': 'HTTPS',
    'proxy-ssl-secret': 'shop/backend',
    'proxy-ssl-verify': 'on',
    'proxy-ssl-name': 'backend.internal',
  }),
];
const ofAnotherController: JsonObject = {
  ...annotated('theirs', {}),
  spec: {
    ingressClassName: 'traefik',
    tls: [{ secretName: 'theirs' }],
    defaultBackend: { service: { name: 'theirs', port: { number: 80 } } },
  },
};
const objects = [...ingresses, ofAnotherController, ...controller, ...secrets];
const traces = [
  value,
  base64(value),
  'BEGIN CERTIFICATE',
  base64(certificate).slice(0, 40),
  'bm90LWZv',
  'last-applied',
];

/** A server that holds some objects. */
export interface HoldingServer {
  readonly kubeconfig: string;
  /** For files of the test. */
  readonly folder: string;
  /** The paths below which Secrets were asked for, so far. */
  readonly asked: () => Promise<readonly string[]>;
}

/** What has to hold of every API server, be it a real one or not: no value of a Secret is in any output. */
export function describeSecrets(
  name: string,
  isThere: boolean,
  holding: (objects: readonly JsonObject[]) => Promise<HoldingServer>,
): void {
  describe.skipIf(!isThere)(`${name}: what a Secret holds`, () => {
    it.each(['agentgateway', 'standard'])('is in no output and no message of %s', async (emitter) => {
      const started = await holding(objects);
      const asked = ['-A', '--read-secrets', '--emitter', emitter];
      const reports = ['--report', 'json', '--report-file', `human=${join(started.folder, 'human')}`];
      const { stdout, stderr } = await fromCluster(started.kubeconfig, [...asked, ...reports]);
      const said = stdout + stderr + readFileSync(join(started.folder, 'human'), 'utf8');
      for (const trace of traces) expect(said).not.toContain(trace);
      expect(stdout).not.toMatch(/^ *(stringData|data):/m);
      expect(stdout).toContain('kind: HTTPRoute');
      // The test sees them where they are: what the same objects give from a file has some.
      expect((await fromText(listOf(objects), ['--emitter', emitter])).stdout).toMatch(/BEGIN CERTIFICATE|stringData/);
    });

    it('is asked for by name, with leave alone, and where the controller would read it', async () => {
      const started = await holding(objects);
      await fromCluster(started.kubeconfig, ['-A']);
      expect(await started.asked()).toEqual([]);
      await fromCluster(started.kubeconfig, ['-A', '--read-secrets']);
      const names = ['backend', 'clients', 'list', 'shop-tls', 'users'];
      expect([...(await started.asked())].sort()).toEqual(
        names.map((name) => `/api/v1/namespaces/shop/secrets/${name}`),
      );
    });

    it('a key that is missing is told as for files', async () => {
      const started = await holding([...ingresses, ...controller, secret('list', { password: value })]);
      const { stderr } = await fromCluster(started.kubeconfig, ['-A', '--read-secrets']);
      expect(stderr).toContain('Secret shop/list has no key auth');
    });
  });
}
