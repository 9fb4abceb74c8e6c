import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { certificate, isOpensslThere } from '../cluster/api-server.testing.ts';
import { metadataOf } from '../cluster/estate-server.testing.ts';
import type { JsonValue } from '../read/manifest.ts';
import { isJsonObject, type JsonObject } from '../read/values.ts';

/** The command line of Envoy Gateway, whose `x translate` runs its controller on files. */
const egctl = process.env['EGCTL'] ?? '';

/** Whether the controller of Envoy Gateway can be run here. */
export const isControllerThere =
  egctl !== '' && isOpensslThere && spawnSync(egctl, ['version', '--remote=false']).status === 0;

/** Something that a controller says of an object: `Accepted`, `ResolvedRefs` and the like. */
export interface Condition {
  readonly kind: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** What objects refer to and a conversion does not print: with it, a controller has nothing to miss. */
interface Reference {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly port?: JsonValue | undefined;
}

/** Runs the controller on what is printed, and says what it has to say of it. Throws where it cannot read it. */
export function controller() {
  const folder = mkdtempSync(join(tmpdir(), 'controller-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  certificate(cert, key, 'example.com', 'subjectAltName=DNS:example.com');
  let asked = 0;
  const pem = { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  return {
    conditions: async (objects: readonly JsonObject[]): Promise<readonly Condition[]> => {
      const file = join(folder, `objects-${asked++}.yaml`);
      const items = [...objects, ...surroundings(objects, pem)];
      writeFileSync(file, items.map((item) => JSON.stringify(item)).join('\n---\n'));
      const argv = ['x', 'translate', '--from', 'gateway-api', '--to', 'gateway-api', '-f', file, '-o', 'json'];
      const { stdout } = await promisify(execFile)(egctl, argv, { maxBuffer: 2 ** 28 });
      return conditionsIn(JSON.parse(stdout) as JsonValue, '');
    },
    stop: () => rmSync(folder, { recursive: true }),
  };
}

function conditionsIn(value: JsonValue | undefined, kind: string): Condition[] {
  if (Array.isArray(value)) return value.flatMap((item) => conditionsIn(item, kind));
  if (!isJsonObject(value)) return [];
  const of = typeof value['kind'] === 'string' && isJsonObject(value['metadata']) ? value['kind'] : kind;
  const { conditions, ...others } = value;
  const own = Array.isArray(conditions)
    ? (conditions as unknown as Condition[]).map((one) => ({ ...one, kind: of }))
    : [];
  return [...own, ...Object.values(others).flatMap((inner) => conditionsIn(inner, of))];
}

/** The objects around those that are printed: namespaces, classes, Services, certificates and authorities. */
function surroundings(objects: readonly JsonObject[], pem: { readonly cert: string; readonly key: string }) {
  const printed = new Set(objects.map((object) => keyOf(referenceTo(object))));
  const wanted = objects.flatMap((object) => referencesIn(object['spec'], namespaceOf(object), ''));
  const missing = new Map(wanted.filter((one) => !printed.has(keyOf(one))).map((one) => [keyOf(one), one]));
  const ports = (service: Reference) => [
    ...new Set(wanted.filter((one) => keyOf(one) === keyOf(service)).map(({ port }) => Number(port ?? 443))),
  ];
  const spaces = new Set([...objects.map(namespaceOf), ...wanted.map(({ namespace }) => namespace)]);
  const classes = new Set(objects.flatMap(({ spec }) => (isJsonObject(spec) ? (spec['gatewayClassName'] ?? []) : [])));
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const held = { 'tls.crt': base64(pem.cert), 'tls.key': base64(pem.key), 'ca.crt': base64(pem.cert) };
  return [
    ...[...spaces].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...[...classes].map((name) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name },
      spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
    })),
    ...[...missing.values()].map((one) => {
      const { kind, name, namespace } = one;
      const object = { apiVersion: 'v1', kind, metadata: { name, namespace } };
      if (kind === 'Secret') return { ...object, type: 'kubernetes.io/tls', data: held };
      if (kind === 'ConfigMap') return { ...object, data: { 'ca.crt': pem.cert } };
      const open = ports(one).map((port) => ({ name: `p${port}`, port, protocol: 'TCP' }));
      return { ...object, spec: { clusterIP: '10.0.0.1', ports: open } };
    }),
  ];
}

const namespaceOf = (object: JsonObject): string => String(metadataOf(object)['namespace'] ?? 'default');
const keyOf = ({ kind, namespace, name }: Reference): string => `${kind}/${namespace}/${name}`;

const referenceTo = (object: JsonObject): Reference => ({
  kind: String(object['kind']),
  namespace: namespaceOf(object),
  name: String(metadataOf(object)['name']),
});

/** The kinds of what stands below these keys, where they do not say. */
const defaults: Readonly<Record<string, string>> = {
  certificateRefs: 'Secret',
  clientCertificateRef: 'Secret',
  caCertificateRefs: 'ConfigMap',
  backendRefs: 'Service',
  backendRef: 'Service',
};
const kinds: readonly string[] = ['Secret', 'ConfigMap', 'Service'];

function referencesIn(value: JsonValue | undefined, namespace: string, key: string): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, namespace, key));
  if (!isJsonObject(value)) return [];
  const kind = String(value['kind'] ?? defaults[key] ?? '');
  const isOne = typeof value['name'] === 'string' && kinds.includes(kind);
  const own = isOne
    ? [{ kind, namespace: String(value['namespace'] ?? namespace), name: String(value['name']), port: value['port'] }]
    : [];
  return [...own, ...Object.entries(value).flatMap(([inner, one]) => referencesIn(one, namespace, inner))];
}
