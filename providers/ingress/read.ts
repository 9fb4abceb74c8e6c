import type * as z from 'zod';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import { type FieldPath, fieldText, type Origins } from '../../src/model/origin.ts';
import type { JsonValue, Manifest } from '../../src/read/manifest.ts';
import { isSubdomain } from '../../src/subdomain.ts';
import { backendV1Beta1, type Fields, isMap, isPlainService, kindOf, label, readService, resource } from './backend.ts';
import { isHost, readHost } from './host.ts';
import type {
  Ingress,
  IngressBackend,
  IngressPath,
  IngressRule,
  IngressTls,
  PathType,
  ServicePort,
} from './ingress.ts';
import {
  classAnnotation,
  type InPath,
  inAnnotations,
  inClassAnnotation,
  ingressClassName,
  inMetadata,
  inRule,
  inSpec,
  inTls,
} from './paths.ts';

/** Whether an object is meant as an Ingress of the Kubernetes API, and not of a vendor that uses the same kind. */
export const isIngress = ({ ref, apiVersion }: Manifest): boolean =>
  (ref.kind === 'Ingress' || /^ingress(es)?$/i.test(ref.kind)) &&
  /^(networking\.k8s\.io|extensions)\//.test(apiVersion);

/** Reads all Ingresses among objects. */
export function ingressesIn(manifests: readonly Manifest[], report: Report): Ingress[] {
  const ingresses: Ingress[] = [];
  for (const manifest of manifests) {
    const ingress = isIngress(manifest) ? readIngress(manifest, report) : undefined;
    if (ingress) ingresses.push(ingress);
  }
  return ingresses;
}

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
  const metadata = read.map(manifest.body, 'metadata', root);
  if (metadata['annotations'] !== undefined && !isMap(metadata['annotations'])) {
    return read.refuse(['metadata', 'annotations'], `expected a map, not ${kindOf(metadata['annotations'])}`);
  }
  const spec = read.map(manifest.body, 'spec', root);
  const className = read.text(spec, 'ingressClassName', inSpec);
  const annotations = read.map(metadata, 'annotations', inMetadata);
  const annotation = read.text(annotations, classAnnotation, inAnnotations);
  if ((className ?? annotation ?? '').length > longestName) {
    const field = className === undefined ? inClassAnnotation : ingressClassName;
    return read.refuse(field, `expected the name of a class, of at most ${longestName} characters`);
  }
  const backendField = 'backend' in spec ? 'backend' : 'defaultBackend';
  const defaultBackend = spec[backendField] === undefined ? undefined : read.backend(spec, backendField, inSpec);
  return {
    manifest,
    namespace,
    name,
    fullName: `${namespace}/${name}`,
    created: read.text(metadata, 'creationTimestamp', inMetadata) ?? '',
    className,
    classAnnotation: annotation,
    defaultBackend,
    rules: eachOf(read.list(spec, 'rules', inSpec), (rule, i) => read.rule(rule, i)),
    tls: eachOf(read.list(spec, 'tls', inSpec), (entry, i) => read.tls(entry, i)),
  };
}

const root: FieldPath = [];

/** What is read of each, less what cannot be read. */
function eachOf<T>(all: readonly JsonValue[], read: (one: JsonValue, i: number) => T | undefined): readonly T[] {
  const each = all.map(read);
  return each.includes(undefined) ? each.filter((one) => one !== undefined) : (each as readonly T[]);
}

/** The most characters of a name, of classes as of all else that has no shorter limit. */
const longestName = 253;

const pathTypes: readonly PathType[] = ['Exact', 'Prefix', 'ImplementationSpecific'];
const isPathType = (written: string | undefined): written is PathType =>
  (pathTypes as readonly (string | undefined)[]).includes(written);

/**
 * One object being read, and its faults reported. A field is told by the map that it stands in, its key, and the path of the
 * map: the path of a field is worked out where something is said of it.
 */
class Reading {
  private readonly manifest: Manifest;
  private readonly report: Report;
  constructor(manifest: Manifest, report: Report) {
    this.manifest = manifest;
    this.report = report;
  }

  rule(rule: JsonValue, i: number): IngressRule | undefined {
    const at = inRule(i);
    if (!isMap(rule)) return this.refuse(at.rule, `expected a map, not ${kindOf(rule)}`);
    if (!this.isText(rule, 'host', at.rule)) return undefined;
    const from = this.from(at.host);
    const host = this.host(textOf(rule['host']) ?? '', from);
    if (host === undefined) return undefined;
    const paths = this.list(fieldsOf(rule['http']), 'paths', at.http);
    return { host, paths: eachOf(paths, (one, j) => this.path(fieldsOf(one), at.inPath(j))), from };
  }

  private host(written: string, from: Origins): string | undefined {
    if (isHost(written)) return written;
    return readHost(written, (problem) => this.report('I2G2101', { field: fieldText(from[0].path), problem }, from), {
      changed: (host, now, why) => this.report('I2G2102', { field: 'host', value: host, now, why }, from),
    });
  }

  tls(entry: JsonValue, i: number): IngressTls {
    const { entry: path, secretName: named } = inTls(i);
    const fields = fieldsOf(entry);
    const hosts = eachOf(this.list(fields, 'hosts', path), (host) => textOf(host)?.trim().toLowerCase());
    const secretName = this.text(fields, 'secretName', path) ?? '';
    const isName = secretName === '' || isSubdomain(secretName);
    if (!isName) this.refuse(named, `${JSON.stringify(secretName)} is no name of a Secret`);
    if (!isMap(entry) && entry !== null) this.refuse(path, `expected a map, not ${kindOf(entry)}`);
    return {
      hosts,
      secretName: isName ? secretName : '',
      from: this.from('secretName' in fields ? named : path),
    };
  }

  backend(
    fields: Fields,
    key: string,
    at: FieldPath,
    named: FieldPath = [...at, key, 'service', 'name'],
  ): IngressBackend {
    const value = this.map(fields, key, at);
    const { service } = value;
    if (isPlainService(service) && !this.isBeta() && !('resource' in value || 'serviceName' in value)) {
      return { kind: 'service', name: service.name, port: service.port.number, from: this.from(named) };
    }
    const path = [...at, key];
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
    if (service === undefined) return this.invalid(path, 'the backend names neither a service nor a resource');
    const read = readService(service);
    if (!read.success) return this.invalid([...path, 'service'], problemOf(read.error));
    if (this.isBeta()) this.wrongVersion(path, 'service.name and service.port', 'serviceName and servicePort');
    const { name, port } = read.data;
    const written = port.number ?? port.name;
    if (written === undefined) return this.invalid([...path, 'service'], 'the port has neither a number nor a name');
    const field = () => [...path, 'service', 'port', port.number === undefined ? 'name' : 'number'];
    if (port.number !== undefined && port.name !== undefined)
      this.corrected(field(), 'a number and a name', String(written), 'only one may be set');
    return {
      kind: 'service',
      name,
      port: typeof written === 'number' ? written : this.port(written, field()),
      from: this.from(named),
    };
  }

  private invalid(path: FieldPath, problem: string): IngressBackend {
    this.refuse(path, problem);
    return { kind: 'invalid', problem, from: this.from(path) };
  }

  list(fields: Fields, key: string, at: FieldPath): readonly JsonValue[] {
    const value = fields[key];
    if (Array.isArray(value)) return value;
    if (value !== undefined && value !== null) this.refuse([...at, key], `expected a list, not ${kindOf(value)}`);
    return [];
  }

  map(fields: Fields, key: string, at: FieldPath): Fields {
    const value = fields[key];
    if (isMap(value)) return value;
    if (value !== undefined && value !== null) this.refuse([...at, key], `expected a map, not ${kindOf(value)}`);
    return {};
  }

  text(fields: Fields, key: string, at: FieldPath): string | undefined {
    this.isText(fields, key, at);
    return textOf(fields[key]);
  }

  /** Whether a field is text, or not there. Where it is anything else, leaving it out would mean more than it says. */
  private isText(fields: Fields, key: string, at: FieldPath): boolean {
    const value = fields[key];
    if (typeof value === 'string' || value === undefined || value === null) return true;
    this.refuse([...at, key], `expected a string, not ${kindOf(value)}`);
    return false;
  }

  private path(fields: Fields, { element, path: at, service }: InPath): IngressPath | undefined {
    if (!this.isText(fields, 'path', element)) return undefined;
    const path = textOf(fields['path']) ?? '';
    if (path !== '' && !path.startsWith('/')) return this.refuse(at, 'a path starts with /');
    const pathType = this.pathType(fields, element);
    return { path, pathType, backend: this.backend(fields, 'backend', element, service), from: this.from(at) };
  }

  private pathType(fields: Fields, at: FieldPath): PathType {
    const written = this.text(fields, 'pathType', at);
    if (isPathType(written)) return written;
    const known = pathTypes.find((type) => type.toLowerCase() === written?.toLowerCase());
    if (written !== undefined || !this.isBeta()) {
      this.report(
        'I2G2102',
        {
          field: 'pathType',
          value: written ?? 'missing',
          now: known ?? 'ImplementationSpecific',
          why: 'the API server takes Exact, Prefix or ImplementationSpecific',
        },
        this.from([...at, 'pathType']),
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
    this.report('I2G2102', { field: fieldText(path), value, now, why }, this.from(path));
  }

  /** Digits in quotes mean the number: nginx compares the text of both. */
  private port(value: string | number, path: FieldPath): ServicePort {
    if (typeof value === 'number' || !/^\d+$/.test(value)) return value;
    this.corrected(path, `the text ${JSON.stringify(value)}`, `the number ${value}`, 'the API server takes a number');
    return Number(value);
  }

  refuse(path: FieldPath, problem: string): undefined {
    this.report('I2G2101', { field: fieldText(path), problem }, this.from(path));
    return undefined;
  }

  private from(path: FieldPath): Origins {
    return [this.manifest.originOf(path)];
  }
}

const none: Fields = {};

/** The fields of what should be a map. */
const fieldsOf = (value: JsonValue | undefined): Fields => (isMap(value) ? value : none);

const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const problemOf = (error: z.ZodError): string =>
  error.issues
    .map((issue) => (issue.path.length > 0 ? `${fieldText(issue.path as FieldPath)}: ${issue.message}` : issue.message))
    .join('; ');
