import type { KubernetesObject } from '../emit/fragment.ts';

interface TargetRef {
  readonly kind: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

interface Policy {
  readonly targetRefs?: readonly TargetRef[];
  readonly traffic?: { readonly phase?: string };
  readonly [part: string]: unknown;
}

/**
 * What no CustomResourceDefinition sees: two policies that set one field of one target, and references to rules and
 * listeners that are not there.
 */
export function flawsOf(objects: readonly KubernetesObject[]): string[] {
  const policies = objects.filter(({ spec }) => Array.isArray(spec?.['targetRefs']));
  const owners = new Map<string, string>();
  const flaws: string[] = [];
  const sections = new Set(objects.flatMap(sectionsOf));
  for (const { kind, metadata, spec } of policies) {
    const name = `${kind} ${metadata.namespace}/${metadata.name}`;
    const policy = spec as unknown as Policy;
    for (const target of policy.targetRefs ?? []) {
      const place = `${target.kind} ${metadata.namespace}/${target.name}`;
      if (target.sectionName !== undefined && !sections.has(`${place}#${target.sectionName}`))
        flaws.push(`${name} targets ${place}#${target.sectionName}, which is not there`);
      for (const field of fieldsOf(kind, policy)) {
        const key = `${place}#${target.sectionName ?? target.port ?? ''} ${field}`;
        const other = owners.get(key);
        if (other !== undefined) flaws.push(`${other} and ${name} both set ${key}`);
        owners.set(key, name);
      }
    }
  }
  return flaws;
}

/** Rules and listeners, by the object that they are part of. */
function sectionsOf({ kind, metadata, spec }: KubernetesObject): string[] {
  const parts = [spec?.['rules'], spec?.['listeners']].flatMap((list) => (Array.isArray(list) ? list : []));
  return parts.map((part) => `${kind} ${metadata.namespace}/${metadata.name}#${(part as { name?: string }).name}`);
}

/** The fields that a policy owns: each is taken whole from one policy. */
function fieldsOf(kind: string, policy: Policy): string[] {
  if (kind !== 'AgentgatewayPolicy') return ['backend.tls'];
  return (['traffic', 'backend', 'frontend'] as const).flatMap((part) =>
    Object.keys((policy[part] as object | undefined) ?? {})
      .filter((field) => field !== 'phase')
      .map((field) => `${part === 'traffic' ? (policy.traffic?.phase ?? '') : ''}${part}.${field}`),
  );
}
