import type { SecretRef } from '../../src/model/policies/index.ts';
import type { JsonValue, Manifest } from '../../src/read/manifest.ts';
import type { SecretFacts, SecretLookup } from './site.ts';

/** The objects beside the Ingresses that decide what they mean. */
export interface Inputs {
  readonly secret: SecretLookup;
  readonly service: (namespace: string, name: string) => ServiceFacts | undefined;
}

/** What a backend must know of a Service. */
export interface ServiceFacts {
  readonly manifest: Manifest;
  /** Set for `type: ExternalName`. */
  readonly externalName?: string;
  readonly ports: readonly ServicePortFacts[];
}

/** One element of a Service's `spec.ports`. */
export interface ServicePortFacts {
  readonly number: number;
  readonly name: string;
  /** As written: a number, or the name of a container port. */
  readonly targetPort: string;
}

/** Indexes Secrets and Services by name. Nothing of a Secret is kept but its key names and its certificates. */
export function inputsOf(manifests: readonly Manifest[]): Inputs {
  // Knative has a Service, too.
  const core = manifests.filter((m) => m.apiVersion === 'v1');
  const objects = new Map(core.map((m) => [`${m.ref.kind}/${m.ref.namespace}/${m.ref.name}`, m]));
  return {
    secret: ({ namespace, name }: SecretRef) => {
      const manifest = objects.get(`Secret/${namespace}/${name}`);
      return manifest && secretFacts(manifest);
    },
    service: (namespace, name) => {
      const manifest = objects.get(`Service/${namespace}/${name}`);
      return manifest && serviceFacts(manifest);
    },
  };
}

type Fields = { readonly [key: string]: JsonValue };

const fieldsOf = (value: JsonValue | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

function secretFacts(manifest: Manifest): SecretFacts {
  const data = fieldsOf(manifest.body['data']);
  const stringData = fieldsOf(manifest.body['stringData']);
  const text = (key: string): string | undefined => {
    const plain = stringData[key];
    if (typeof plain === 'string') return plain;
    const encoded = data[key];
    return typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8') : undefined;
  };
  const ca = text('ca.crt');
  const certificate = text('tls.crt');
  const keys = [...Object.keys(data), ...Object.keys(stringData)].filter((key) => key !== 'ca.crt' || ca !== '');
  return {
    keys: new Set(keys),
    from: [manifest.originOf(['metadata', 'name'])],
    ...(ca !== undefined && isPem(ca) && { ca }),
    ...(certificate !== undefined && isPem(certificate) && { certificate }),
  };
}

const isPem = (text: string): boolean => text.includes('-----BEGIN CERTIFICATE-----');

function serviceFacts(manifest: Manifest): ServiceFacts {
  const spec = fieldsOf(manifest.body['spec']);
  const ports = Array.isArray(spec['ports']) ? (spec['ports'] as readonly JsonValue[]).map(fieldsOf) : [];
  const externalName = spec['type'] === 'ExternalName' ? spec['externalName'] : undefined;
  return {
    manifest,
    ...(typeof externalName === 'string' && { externalName }),
    ports: ports.flatMap((port) => {
      const number = port['port'];
      if (typeof number !== 'number') return [];
      // The API server fills in the port itself where targetPort is left out.
      return [{ number, name: String(port['name'] ?? ''), targetPort: String(port['targetPort'] ?? number) }];
    }),
  };
}
