import type { ServedListener } from './listener.ts';
import { hasLabels } from './namespaces.ts';
import { compareAge, type KubernetesObject, namespaceOf, ofKind, type Resource } from './objects.ts';
import type { Authorization, TrafficSpec } from './policy-spec.ts';
import type { Candidate } from './precedence.ts';
import type { Filter, RequestRedirect, UrlRewrite } from './route-spec.ts';

/** All that happens to a request on its way, from policies and from the filters of its rule. */
export interface Traffic extends Omit<TrafficSpec, 'phase' | 'authorization'> {
  readonly authorizations: readonly Authorization[];
  readonly urlRewrite?: UrlRewrite;
  readonly requestRedirect?: RequestRedirect;
}

/** Something that a policy may target: an object, or one of its listeners or rules. */
interface Target {
  readonly object: KubernetesObject;
  readonly sectionName?: string;
}

/** What happens before a route is chosen. */
export function trafficBeforeRouting(objects: readonly KubernetesObject[], listener: ServedListener): Traffic {
  return merged(policiesOn(targetsOf(listener), 'PreRouting', objects));
}

/** What happens to the requests of a rule. Its own filters come before any policy. */
export function trafficOf(
  objects: readonly KubernetesObject[],
  listener: ServedListener,
  { route, rule }: Candidate,
): Traffic {
  const targets: readonly Target[] = [
    ...targetsOf(listener),
    { object: route },
    ...(rule.name === undefined ? [] : [{ object: route, sectionName: rule.name }]),
  ];
  return withFilters(merged(policiesOn(targets, 'PostRouting', objects)), rule.filters ?? []);
}

/** Whether there is a filter that no implementation knows. It must not be skipped: such a request fails. */
export function hasUnknownFilter(filters: readonly Filter[] = []): boolean {
  return filters.some(({ type }) => type === 'ExtensionRef');
}

/** What the filters of a backendRef do. */
export function trafficOfFilters(filters: readonly Filter[] = []): Traffic {
  return withFilters(merged([]), filters);
}

/** From the least to the most specific. */
function targetsOf({ gateway, owner, spec }: ServedListener): readonly Target[] {
  return [
    { object: gateway },
    ...(owner === gateway ? [] : [{ object: owner }]),
    { object: owner, sectionName: spec.name },
  ];
}

function policiesOn(
  targets: readonly Target[],
  phase: NonNullable<TrafficSpec['phase']>,
  objects: readonly KubernetesObject[],
): readonly TrafficSpec[] {
  // Of two policies that set one field of one target agentgateway takes any: here, always the last by name.
  const policies = ofKind(objects, 'AgentgatewayPolicy').toSorted(compareAge);
  return targets.flatMap((target) =>
    policies
      .filter((policy) => isTarget(policy, target))
      .flatMap(({ spec: { traffic } }) =>
        traffic !== undefined && (traffic.phase ?? 'PostRouting') === phase ? [traffic] : [],
      ),
  );
}

function isTarget(policy: Resource<'AgentgatewayPolicy'>, { object, sectionName }: Target): boolean {
  const { targetRefs = [], targetSelectors = [] } = policy.spec;
  const { name, labels = {} } = object.metadata;
  return (
    namespaceOf(policy) === namespaceOf(object) &&
    (targetRefs.some((ref) => ref.kind === object.kind && ref.name === name && ref.sectionName === sectionName) ||
      targetSelectors.some(
        (ref) => ref.kind === object.kind && hasLabels(labels, ref.matchLabels) && ref.sectionName === sectionName,
      ))
  );
}

/** Each field is taken whole from the most specific policy that has it; authorizations add up. */
function merged(policies: readonly TrafficSpec[]): Traffic {
  const fields: Omit<Traffic, 'authorizations'> = Object.assign({}, ...policies);
  return { ...fields, authorizations: policies.flatMap(({ authorization }) => authorization ?? []) };
}

function withFilters(traffic: Traffic, filters: readonly Filter[]): Traffic {
  // A rule has each filter once, but for mirrors, which change nothing for the client.
  const fields: Omit<Filter, 'type'> = Object.assign({}, ...filters);
  const { cors, urlRewrite, requestRedirect, requestHeaderModifier, responseHeaderModifier } = fields;
  return {
    ...traffic,
    ...(cors && { cors }),
    ...(urlRewrite && { urlRewrite }),
    ...(requestRedirect && { requestRedirect }),
    ...(filters.some(({ type }) => type === 'ExternalAuth') && { extAuth: {} }),
    headerModifiers: {
      ...traffic.headerModifiers,
      ...(requestHeaderModifier && { request: requestHeaderModifier }),
      ...(responseHeaderModifier && { response: responseHeaderModifier }),
    },
  };
}
