import type { Channel } from '../../emit/gateway-api.ts';
import { groupBy } from '../../group.ts';
import type { Rule } from './judging.ts';
import { group, kind, namespace, port, refName, sectionName } from './names.ts';
import { areDistinct, areEqual } from './rules.ts';
import { fields, list } from './shapes.ts';

/** An object of the same namespace. */
export const localRef = fields({ group, kind, name: refName }, {});
/** An object of any namespace. */
export const objectRef = fields({ group, kind, name: refName }, { namespace });
/** A Secret, or what an implementation takes for one. */
export const secretRef = fields({ name: refName }, { group, kind, namespace });

/** Where requests can be sent. */
export interface Backend {
  readonly group?: string;
  readonly kind?: string;
  readonly port?: number;
}

/** The fields of a backend beside its name. */
export const backendFields = { group, kind, namespace, port } as const;

/** What holds for every backend. */
export const servicePort: Rule<Backend> = [
  'a Service must be given with its port',
  ({ group = '', kind = 'Service', port }) => group !== '' || kind !== 'Service' || port !== undefined,
];

/** A backend that is not weighed against others. */
export const backendRef = fields({ name: refName }, backendFields, servicePort);

const parentRef = fields({ name: refName }, { group, kind, namespace, sectionName, port });

/** What a route is attached to. */
export const parentRefs = (channel: Channel) =>
  list(
    parentRef,
    { max: 32 },
    ...distinctParts(
      'parentRefs',
      channel === 'standard' ? ['sectionName'] : ['sectionName', 'port'],
      ({ group = 'gateway.networking.k8s.io', kind = 'Gateway', name, namespace = '' }: Parent) =>
        JSON.stringify([group, kind, name, namespace]),
    ),
  );

interface Parent extends Parted {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
}

/** A reference that may name a part of its object. */
export interface Parted {
  readonly sectionName?: string;
  readonly port?: number;
}

/** Of several references to one object, each has to name another part of it, and all in the same way. */
export function distinctParts<T extends Parted>(
  refs: string,
  parts: readonly (keyof Parted)[],
  keyOf: (ref: T) => string,
): readonly Rule<readonly T[]>[] {
  const names = parts.join(' or ');
  return [
    [
      `of ${refs} to one object, all must have a ${names}, or none`,
      (all) =>
        all.length < 2 ||
        [...groupBy(all, keyOf).values()].every((same) =>
          parts.every((part) => areEqual(same, (ref) => ref[part] === undefined)),
        ),
    ],
    [
      `of ${refs} to one object, each must have another ${names}`,
      (all) => areDistinct(all, (ref) => JSON.stringify([keyOf(ref), ...parts.map((part) => ref[part] ?? null)])),
    ],
  ];
}
