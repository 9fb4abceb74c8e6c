import { compareText } from '../../src/compare.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { Htpasswd, SecretRef, UserList } from '../../src/model/policies/index.ts';
import type { JsonValue, Manifest } from '../../src/read/manifest.ts';
import type { ControllerConfig } from './config/config.ts';
import { entriesOf } from './entries.ts';
import { htpasswdOf } from './htpasswd.ts';
import type { SecretFacts, SecretLookup } from './site.ts';

/** The objects beside the Ingresses that decide what they mean. */
export interface Inputs {
  readonly secret: SecretLookup;
  /** The names and hashes of passwords in a Secret, where it is among the inputs. They belong into no report. */
  readonly htpasswd: (list: Pick<UserList, 'namespace' | 'name' | 'format' | 'key'>) => Htpasswd | undefined;
  readonly service: (namespace: string, name: string) => ServiceFacts | undefined;
  /** The entries of a ConfigMap, each with its place. */
  readonly configMap: (
    namespace: string,
    name: string,
    report: Report,
  ) => ReadonlyMap<string, Sourced<string>> | undefined;
  /** The settings of the controller itself. */
  readonly config: ControllerConfig;
  /** Whether what is built into the controller counts as asked for. */
  readonly defaults: boolean;
}

/** What a backend must know of a Service. */
export interface ServiceFacts {
  readonly manifest: Manifest;
  /** Set for `type: ExternalName`. */
  readonly externalName?: string;
  /** It has no address of its own. */
  readonly headless: boolean;
  readonly ports: readonly ServicePortFacts[];
}

/** One element of a Service's `spec.ports`. */
interface ServicePortFacts {
  readonly number: number;
  readonly name: string;
  /** As written: a number, or the name of a container port. */
  readonly targetPort: string;
}

/** Indexes Secrets and Services by name. Nothing of a Secret is told but its key names, its certificates and its hashes. */
export function inputsOf(manifests: readonly Manifest[], config: ControllerConfig, defaults = false): Inputs {
  // Knative has a Service, too.
  const core = manifests.filter(({ apiVersion }) => apiVersion === 'v1');
  const secrets = byName('Secret', core);
  const services = byName('Service', core);
  const configMaps = byName('ConfigMap', core);
  return {
    secret: ({ namespace, name }: SecretRef) => {
      const manifest = secrets.get(namespace)?.get(name);
      return manifest && secretFacts(manifest);
    },
    htpasswd: ({ namespace, name, format, key }) => {
      const manifest = secrets.get(namespace)?.get(name);
      const texts = manifest && textsOf(manifest);
      if (!texts || areWithheld(manifest, format === 'file' ? key : undefined)) return undefined;
      return htpasswdOf(
        format === 'file'
          ? (texts.get(key) ?? '')
          : [...texts].map(([user, hash]) => `${user}:${hash.trim()}`).join('\n'),
      );
    },
    service: (namespace, name) => {
      const manifest = services.get(namespace)?.get(name);
      return manifest && serviceFacts(manifest);
    },
    configMap: (namespace, name, report) => {
      const manifest = configMaps.get(namespace)?.get(name);
      return manifest && entriesOf(manifest, report);
    },
    config,
    defaults,
  };
}

/** The objects of a kind by namespace and name; of two with one name the last. */
function byName(kind: string, manifests: readonly Manifest[]): ReadonlyMap<string, ReadonlyMap<string, Manifest>> {
  const found = new Map<string, Map<string, Manifest>>();
  for (const manifest of manifests) {
    const { ref } = manifest;
    if (ref.kind !== kind) continue;
    const there = found.get(ref.namespace);
    if (there) there.set(ref.name, manifest);
    else found.set(ref.namespace, new Map([[ref.name, manifest]]));
  }
  return found;
}

type Fields = { readonly [key: string]: JsonValue };

const fieldsOf = (value: JsonValue | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

function secretFacts(manifest: Manifest): SecretFacts {
  const data = fieldsOf(manifest.body['data']);
  const stringData = fieldsOf(manifest.body['stringData']);
  const texts = textsOf(manifest);
  const ca = texts.get('ca.crt');
  const certificate = texts.get('tls.crt');
  const keys = [...Object.keys(data), ...Object.keys(stringData)].filter((key) => key !== 'ca.crt' || ca !== '');
  return {
    keys: new Set(keys),
    from: [manifest.originOf(['metadata', 'name'])],
    ...(ca !== undefined && isPem(ca) && { ca }),
    ...(certificate !== undefined && isPem(certificate) && { certificate }),
  };
}

/** The values of a Secret by their keys, in the order of the keys. */
function textsOf({ body }: Manifest): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(fieldsOf(body['data'])))
    if (typeof value === 'string') texts.set(key, Buffer.from(value, 'base64').toString('utf8'));
  for (const [key, value] of Object.entries(fieldsOf(body['stringData'])))
    if (typeof value === 'string') texts.set(key, value);
  return new Map([...texts].sort(([a], [b]) => compareText(a, b)));
}

/** Whether there is a value that nobody told us: of a cluster only keys are read. */
function areWithheld({ body }: Manifest, key: string | undefined): boolean {
  const data = fieldsOf(body['data']);
  return key === undefined ? Object.values(data).includes(null) : data[key] === null;
}

const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----');

function serviceFacts(manifest: Manifest): ServiceFacts {
  const spec = fieldsOf(manifest.body['spec']);
  const ports = Array.isArray(spec['ports']) ? (spec['ports'] as readonly JsonValue[]).map(fieldsOf) : [];
  const externalName = spec['type'] === 'ExternalName' ? spec['externalName'] : undefined;
  return {
    manifest,
    ...(typeof externalName === 'string' && { externalName }),
    headless: spec['clusterIP'] === 'None',
    ports: ports.flatMap((port) => {
      const number = port['port'];
      // What no API server has admitted leads nowhere.
      if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > 65_535) return [];
      // The API server fills in the port itself where targetPort is left out.
      return [{ number, name: String(port['name'] ?? ''), targetPort: String(port['targetPort'] ?? number) }];
    }),
  };
}
