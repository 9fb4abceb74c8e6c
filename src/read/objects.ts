import type { Report } from '../diagnostics/diagnostic.ts';
import type { FieldPath } from '../model/origin.ts';
import type { Candidate } from './lists.ts';
import type { Manifest } from './manifest.ts';
import { nameOf, withTextualMetadata } from './metadata.ts';
import { FieldOrigin, type LocatedText, originAt } from './origins.ts';
import { placeAt } from './places.ts';
import { isClusterScoped } from './scope.ts';
import { isJsonObject, type JsonObject, typeOf } from './values.ts';

/** The manifest of a candidate; `undefined`, and a diagnostic, where it is no object or an Ingress without a name. */
export function manifestOf({ value, place }: Candidate, located: LocatedText, report: Report): Manifest | undefined {
  if (!isJsonObject(value)) {
    const problem = value === null ? 'it is empty' : `it is a ${typeOf(value)}`;
    report('I2G1003', { problem }, [originAt(located, place, [])]);
    return undefined;
  }
  const { apiVersion, kind } = value;
  if (!isText(kind)) {
    report('I2G1003', { problem: 'it has no `kind`' }, [originAt(located, place, [])]);
    return undefined;
  }
  if (!isText(apiVersion)) {
    const at = [originAt(located, placeAt(place, ['kind']), [])];
    if (kind === 'Ingress') report('I2G1004', {}, at);
    else report('I2G1003', { problem: 'it has no `apiVersion`' }, at);
    return undefined;
  }
  const name = nameOf(value, place, 'name');
  const namespace = isClusterScoped(kind) ? '' : nameOf(value, place, 'namespace') || 'default';
  const ref = { kind, namespace, name };
  const here = { text: located, ref, place };
  const originOf = (path: FieldPath) => new FieldOrigin(here, path);
  if (!isIngress(apiVersion, kind)) return { apiVersion, ref, body: value, originOf };
  const body = withTextualMetadata(value, { place, originOf, report });
  if (name !== '') return { apiVersion, ref, body, originOf };
  report('I2G1007', { generated: isGenerated(body) }, [originAt(located, placeAt(place, ['metadata']), ['metadata'])]);
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

// OpenShift and Knative have an Ingress of their own, which is none.
function isIngress(apiVersion: string, kind: string): boolean {
  return kind === 'Ingress' && (apiVersion.startsWith('networking.k8s.io/') || apiVersion.startsWith('extensions/'));
}

function isGenerated({ metadata }: JsonObject): boolean {
  return isJsonObject(metadata) && isText(metadata['generateName']);
}
