import * as z from 'zod';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import { lazily } from '../../src/lazily.ts';
import type { FieldPath, Origins } from '../../src/model/origin.ts';
import { type JsonValue, type Manifest, sourced } from '../../src/read/manifest.ts';
import { isSubdomain } from '../../src/subdomain.ts';
import { readHost } from './host.ts';
import type {
  Ingress,
  IngressBackend,
  IngressPath,
  IngressRule,
  IngressTls,
  PathType,
  ServicePort,
} from './ingress.ts';

/** Whether an object is meant as an Ingress of the Kubernetes API, and not of a vendor that uses the same kind. */
export const isIngress = ({ ref, apiVersion }: Manifest): boolean =>
  /^ingress(es)?$/i.test(ref.kind) && /^(networking\.k8s\.io|extensions)\//.test(apiVersion);

const versions: readonly string[] = ['networking.k8s.io/v1', 'networking.k8s.io/v1beta1', 'extensions/v1beta1'];

/** Reads one Ingress. A part that the API server would refuse is reported and left out; the rest stays. */
export function readIngress(manifest: Manifest, report: Report): Ingress | undefined {
  const read = new Reading(manifest, report);
  const { namespace, name } = manifest.ref;
  if (manifest.ref.kind !== 'Ingress') {
    return read.refuse(['kind'], `there is no kind ${JSON.stringify(manifest.ref.kind)}, it is written Ingress`);
  }
  if (!versions.includes(manifest.apiVersion)) {
    return read.refuse(['apiVersion'], `there is no ${manifest.apiVersion} of Ingress`);
  }
  if (!label.test(namespace)) {
    return read.refuse(['metadata', 'namespace'], `${JSON.stringify(namespace)} is no namespace`);
  }
  if (!isSubdomain(name)) {
    const problem = `${JSON.stringify(name)} is no name: expected lower-case letters, digits, - and .`;
    return read.refuse(['metadata', 'name'], problem);
  }
  const metadata = read.map(['metadata']);
  if (metadata['annotations'] !== undefined && !isMap(metadata['annotations'])) {
    return read.refuse(['metadata', 'annotations'], `expected a map, not ${kindOf(metadata['annotations'])}`);
  }
  const spec = read.map(['spec']);
  const className = read.text(['spec', 'ingressClassName']);
  const annotation = read.text(['metadata', 'annotations', classAnnotation]);
  if ((className ?? annotation ?? '').length > longestName) {
    const field = className === undefined ? ['metadata', 'annotations', classAnnotation] : ['spec', 'ingressClassName'];
    return read.refuse(field, `expected the name of a class, of at most ${longestName} characters`);
  }
  const backendField = 'backend' in spec ? 'backend' : 'defaultBackend';
  const defaultBackend = spec[backendField] === undefined ? undefined : read.backend(['spec', backendField]);
  return {
    manifest,
    namespace: manifest.ref.namespace,
    name: manifest.ref.name,
    created: read.text(['metadata', 'creationTimestamp']) ?? '',
    ...(className !== undefined && { className: sourced(manifest, ['spec', 'ingressClassName'], className) }),
    ...(annotation !== undefined && {
      classAnnotation: sourced(manifest, ['metadata', 'annotations', classAnnotation], annotation),
    }),
    ...(defaultBackend && { defaultBackend }),
    rules: read.list(['spec', 'rules']).flatMap((_, i) => read.rule(['spec', 'rules', i])),
    tls: read.list(['spec', 'tls']).map((_, i) => read.tls(['spec', 'tls', i])),
  };
}

/** The most characters of a name, of classes as of all else that has no shorter limit. */
const longestName = 253;

/** The annotation that named the class before `spec.ingressClassName` did. */
export const classAnnotation = 'kubernetes.io/ingress.class';

const pathTypes: readonly PathType[] = ['Exact', 'Prefix', 'ImplementationSpecific'];
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const nameOfService = 'expected the name of a Service: lower-case letters, digits and -';
const serviceName = z
  .string({
    // What is read of a manifest holds nothing else.
    error: ({ input }) =>
      input === undefined ? nameOfService : `expected a string, not ${kindOf(input as JsonValue)}`,
  })
  .regex(label, nameOfService);
const inRange = 'expected a number from 1 to 65535';
const portNumber = z.number(inRange).int(inRange).min(1, inRange).max(65535, inRange);
const port = z.union(
  [portNumber, z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)],
  'expected the number of a port, from 1 to 65535, or its name',
);
const serviceV1 = z.looseObject({
  name: serviceName,
  port: z.looseObject(
    {
      number: z.union([portNumber, z.string(inRange).regex(/^\d+$/, inRange)], inRange).optional(),
      name: port.optional(),
    },
    'expected a number or a name',
  ),
});
const resource = lazily(() => z.looseObject({ kind: z.string(), name: z.string() }));
const backendV1Beta1 = lazily(() => z.looseObject({ serviceName, servicePort: port }));

/** One object being read: fields by path, faults by report. */
class Reading {
  private readonly manifest: Manifest;
  private readonly report: Report;
  constructor(manifest: Manifest, report: Report) {
    this.manifest = manifest;
    this.report = report;
  }

  rule(path: FieldPath): IngressRule[] {
    const from = this.from([...path, 'host']);
    if (!isMap(this.at(path))) return this.refuse(path, `expected a map, not ${kindOf(this.at(path) ?? null)}`) ?? [];
    if (!this.isText([...path, 'host'])) return [];
    const host = readHost(this.text([...path, 'host']) ?? '', (problem) => this.refuse([...path, 'host'], problem), {
      changed: (host, now, why) => this.report('I2G2102', { field: 'host', value: host, now, why }, from),
    });
    if (host === undefined) return [];
    const paths = [...path, 'http', 'paths'];
    return [{ host, paths: this.list(paths).flatMap((_, i) => this.path([...paths, i])), from }];
  }

  tls(path: FieldPath): IngressTls {
    const hosts = this.list([...path, 'hosts']).filter((h): h is string => typeof h === 'string');
    const secretName = this.text([...path, 'secretName']) ?? '';
    const isName = secretName === '' || isSubdomain(secretName);
    if (!isName) this.refuse([...path, 'secretName'], `${JSON.stringify(secretName)} is no name of a Secret`);
    return {
      hosts: hosts.map((h) => h.trim().toLowerCase()),
      secretName: isName ? secretName : '',
      from: this.from('secretName' in this.map(path) ? [...path, 'secretName'] : path),
    };
  }

  backend(path: FieldPath): IngressBackend {
    const value = this.map(path);
    if ('resource' in value) {
      const read = resource.safeParse(value['resource']);
      const name = read.success ? `${read.data.kind} ${read.data.name}` : 'an unreadable resource';
      return { kind: 'resource', resource: name, from: this.from([...path, 'resource']) };
    }
    if ('serviceName' in value) {
      if (!this.isBeta()) this.wrongVersion(path, 'serviceName and servicePort', 'service.name and service.port');
      const read = backendV1Beta1.safeParse(value);
      if (!read.success) return this.invalid(path, problemOf(read.error));
      return {
        kind: 'service',
        name: read.data.serviceName,
        port: this.port(read.data.servicePort, [...path, 'servicePort']),
        from: this.from([...path, 'serviceName']),
      };
    }
    if (!('service' in value)) return this.invalid(path, 'the backend names neither a service nor a resource');
    const read = serviceV1.safeParse(value['service']);
    if (!read.success) return this.invalid([...path, 'service'], problemOf(read.error));
    if (this.isBeta()) this.wrongVersion(path, 'service.name and service.port', 'serviceName and servicePort');
    const { name, port } = read.data;
    const written = port.number ?? port.name;
    if (written === undefined) return this.invalid([...path, 'service'], 'the port has neither a number nor a name');
    const field = [...path, 'service', 'port', port.number === undefined ? 'name' : 'number'];
    if (port.number !== undefined && port.name !== undefined)
      this.corrected(field, 'a number and a name', String(written), 'only one may be set');
    return { kind: 'service', name, port: this.port(written, field), from: this.from([...path, 'service', 'name']) };
  }

  private invalid(path: FieldPath, problem: string): IngressBackend {
    this.refuse(path, problem);
    return { kind: 'invalid', problem, from: this.from(path) };
  }

  list(path: FieldPath): readonly JsonValue[] {
    const value = this.at(path);
    if (Array.isArray(value)) return value;
    if (value !== undefined && value !== null) this.refuse(path, `expected a list, not ${kindOf(value)}`);
    return [];
  }

  map(path: FieldPath): { readonly [key: string]: JsonValue } {
    const value = this.at(path);
    if (isMap(value)) return value;
    if (value !== undefined && value !== null) this.refuse(path, `expected a map, not ${kindOf(value)}`);
    return {};
  }

  text(path: FieldPath): string | undefined {
    const value = this.at(path);
    this.isText(path);
    return typeof value === 'string' ? value : undefined;
  }

  /** Whether a field is text, or not there. Where it is anything else, leaving it out would mean more than it says. */
  isText(path: FieldPath): boolean {
    const value = this.at(path);
    if (typeof value === 'string' || value === undefined || value === null) return true;
    this.refuse(path, `expected a string, not ${kindOf(value)}`);
    return false;
  }

  private path(at: FieldPath): IngressPath[] {
    if (!this.isText([...at, 'path'])) return [];
    const path = this.text([...at, 'path']) ?? '';
    const from = this.from([...at, 'path']);
    if (path !== '' && !path.startsWith('/')) return this.refuse([...at, 'path'], 'a path starts with /') ?? [];
    return [{ path, pathType: this.pathType([...at, 'pathType']), backend: this.backend([...at, 'backend']), from }];
  }

  private pathType(at: FieldPath): PathType {
    const written = this.text(at);
    const known = pathTypes.find((type) => type.toLowerCase() === written?.toLowerCase());
    if (known !== undefined && known === written) return known;
    if (written !== undefined || !this.isBeta()) {
      this.report(
        'I2G2102',
        {
          field: 'pathType',
          value: written ?? 'missing',
          now: known ?? 'ImplementationSpecific',
          why: 'the API server takes Exact, Prefix or ImplementationSpecific',
        },
        this.from(at),
      );
    }
    return known ?? 'ImplementationSpecific';
  }

  private isBeta(): boolean {
    return this.manifest.apiVersion.endsWith('beta1');
  }

  /** The API server drops the fields of another version; what they mean is plain. */
  private wrongVersion(path: FieldPath, written: string, now: string): void {
    const why = `${this.manifest.apiVersion} has other fields, and the API server refuses these`;
    this.corrected(path, `written with ${written}`, now, why);
  }

  private corrected(path: FieldPath, value: string, now: string, why: string): void {
    this.report('I2G2102', { field: fieldOf(path), value, now, why }, this.from(path));
  }

  /** Digits in quotes mean the number: nginx compares the text of both. */
  private port(value: string | number, path: FieldPath): ServicePort {
    if (typeof value === 'number' || !/^\d+$/.test(value)) return value;
    this.corrected(path, `the text ${JSON.stringify(value)}`, `the number ${value}`, 'the API server takes a number');
    return Number(value);
  }

  refuse(path: FieldPath, problem: string): undefined {
    this.report('I2G2101', { field: fieldOf(path), problem }, this.from(path));
    return undefined;
  }

  private from(path: FieldPath): Origins {
    return [this.manifest.originOf(path)];
  }

  private at(path: FieldPath): JsonValue | undefined {
    let value: JsonValue | undefined = this.manifest.body;
    for (const step of path) {
      if (value === undefined || value === null || typeof value !== 'object') return undefined;
      value = (value as { readonly [key: string]: JsonValue })[step];
    }
    return value;
  }
}

const isMap = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: JsonValue): string =>
  Array.isArray(value) ? 'a list' : isMap(value) ? 'a map' : `a ${typeof value}`;

const problemOf = (error: z.ZodError): string =>
  error.issues
    .map((issue) => (issue.path.length > 0 ? `${fieldOf(issue.path as FieldPath)}: ${issue.message}` : issue.message))
    .join('; ');

/** `spec.rules[0].host`. */
const fieldOf = (path: FieldPath): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');
