import { ByName } from '../by-name.ts';
import type { JsonObject, KubernetesObject } from '../emit/fragment.ts';
import type { Flaw } from './flaw.ts';
import { type Item, itemsOf, keyOf, nameOf } from './items.ts';

/** A policy, and which of its references names a target. */
interface Claim {
  readonly object: KubernetesObject;
  readonly target: Item;
  readonly i: number;
}

/** Adds fields of one target that two policies set: which of them counts is not defined. */
export function addDisputes(objects: readonly KubernetesObject[], flaws: Flaw[]): void {
  const known = new ByName<Claim[]>();
  const all: Claim[][] = [];
  for (const object of objects) {
    const targets = itemsOf(object.spec?.['targetRefs']);
    for (let i = 0; i < targets.length; i += 1) {
      const target = targets[i] as Item;
      const claim: Claim = { object, target, i };
      const { kind = '' } = target;
      const { namespace } = object.metadata;
      const part = partOf(target);
      const there = known.at(kind, namespace, part);
      if (there) there.push(claim);
      else {
        const claims = [claim];
        all.push(claims);
        known.set(kind, namespace, part, claims);
      }
    }
  }
  // Few targets have more than one policy, and only then it matters what those set.
  for (const claims of all) if (claims.length > 1) addDisputesOf(claims, flaws);
}

/** The name of a target, and of the part of it that is meant. */
function partOf({ name, sectionName, port }: Item): string {
  const part = sectionName ?? port;
  return part ? `${name} ${part}` : name;
}

function addDisputesOf(claims: readonly Claim[], flaws: Flaw[]): void {
  const owners = new Map<string, KubernetesObject>();
  for (const { object, target, i } of claims) {
    for (const field of ownedFields(object)) {
      const owner = owners.get(field);
      if (owner === undefined) owners.set(field, object);
      else {
        const name = keyOf(target.kind ?? '', object.metadata.namespace, partOf(target));
        flaws.push({
          object,
          path: ['spec', 'targetRefs', i],
          message: `${nameOf(owner)} sets ${field} of ${name} as well`,
        });
      }
    }
  }
}

/** The fields that a policy owns: each is taken whole from one policy. */
function ownedFields({ kind, spec = {} }: KubernetesObject): string[] {
  if (kind === 'BackendTLSPolicy') return ['backend.tls'];
  if (kind !== 'AgentgatewayPolicy') return [];
  return ['traffic', 'backend', 'frontend'].flatMap((part) => {
    const fields = (spec[part] ?? {}) as JsonObject;
    return Object.keys(fields)
      .filter((field) => field !== 'phase')
      .map((field) => `${part === 'traffic' ? (fields['phase'] ?? '') : ''}${part}.${field}`);
  });
}
