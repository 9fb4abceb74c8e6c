import { compareText } from '../compare.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { ObjectRef, Origins, Sourced } from '../model/origin.ts';
import type { CarriedAnnotation, VirtualHost } from '../model/routing.ts';
import type { KubernetesObject } from './fragment.ts';

/** An object of the output, and what it was made of. */
export interface Written {
  readonly object: KubernetesObject;
  readonly from: Origins;
}

/** Metadata with carried annotations. Of several values the first stays, and the user hears of it. */
export function annotated(
  object: ObjectRef,
  carried: readonly CarriedAnnotation[],
  report: Report,
): KubernetesObject['metadata'] {
  const { name: own, namespace } = object;
  if (carried.length === 0) return { name: own, namespace };
  const kept = new Map<string, Sourced<string>>();
  for (const { name, value } of carried) {
    const there = kept.get(name);
    if (there === undefined) kept.set(name, value);
    else if (there.value !== value.value)
      report('I2G3009', { annotation: name, object: nameOf(object) }, [...there.from, ...value.from]);
  }
  const sorted = [...kept].sort(([a], [b]) => compareText(a, b));
  const annotations = Object.fromEntries(sorted.map(([name, { value }]) => [name, value]));
  return { name: own, namespace, annotations };
}

/**
 * Metadata with annotations that every host carries with the same value, of those that they concern. Tools read them for
 * all listeners of a Gateway, so one that only some hosts ask for would reach the certificates or names of the others.
 */
export function shared(
  written: ObjectRef,
  hosts: readonly VirtualHost[],
  report: Report,
): KubernetesObject['metadata'] {
  const { namespace } = written;
  const object = nameOf(written);
  const common: CarriedAnnotation[] = [];
  for (const [name, group] of groupBy(
    hosts.flatMap((host) => host.carried.gateway),
    (one) => one.name,
  )) {
    const [{ concerns }] = group;
    const concerned = hosts.filter((host) => concerns === 'names' || host.certificate);
    // Tools make certificates in the namespace of the object alone.
    const away = concerned.filter((host) => (host.certificate?.value.namespace ?? namespace) !== namespace);
    if (concerns === 'certificates' && away.length > 0) {
      const from = group.flatMap((one) => one.value.from);
      report('I2G3026', { annotation: name, object, secrets: secretsOf(away) }, from);
      continue;
    }
    const everywhere = concerned.every((host) => host.carried.gateway.some((one) => one.name === name));
    if (everywhere && new Set(group.map((one) => one.value.value)).size === 1) common.push(group[0]);
    else
      report(
        'I2G3015',
        { annotation: name, object, concerns },
        group.flatMap((one) => one.value.from),
      );
  }
  return annotated(written, common, report);
}

const secretsOf = (hosts: readonly VirtualHost[]): readonly string[] => [
  ...new Set(
    hosts.flatMap(({ certificate }) =>
      certificate ? [`${certificate.value.namespace}/${certificate.value.name}`] : [],
    ),
  ),
];

/** The input objects that an object was made of, in words: each once, by kind, namespace and name. */
export function sourcesOf({ from }: Written): readonly string[] {
  const objects = new Set<ObjectRef>();
  // The fields of one object share it.
  for (const { object } of from) if (object) objects.add(object);
  const names = Array.from(objects, nameOf);
  return names.every((name, i) => i === 0 || (names[i - 1] ?? '') < name) ? names : [...new Set(names)].sort();
}

const nameOf = ({ kind, namespace, name }: ObjectRef): string => `${kind} ${namespace}/${name}`;
