import { noValues } from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { BackendPolicies, PolicySet, SessionAffinity } from '../../src/model/policies/index.ts';
import type { BackendTarget } from '../../src/model/routing.ts';
import { loadBalancing, loadBalancingOf } from './features/load-balancing.ts';
import { sessionAffinity } from './features/session-affinity.ts';
import { reportInertSettings } from './inert.ts';
import { type NginxIngress, nameOf, type Server, type Upstream } from './site.ts';

/** How the endpoints of an upstream are chosen, which is itself or the canary of `main`, where anybody has a say in it. */
export function endpointPolicies(
  upstream: Upstream,
  main: Upstream,
  target: BackendTarget,
  report: Report,
): PolicySet<Pick<BackendPolicies, 'session-affinity' | 'load-balancing'>> | undefined {
  const affinity = affinityAt(upstream, main);
  if (!affinity && upstream.by.valuesOf(loadBalancing) === noValues) return undefined;
  if (target.kind === 'service' && target.ownAddress) {
    const idle = Object.values({ ...affinity, ...loadBalancingOf(upstream.by, affinity, () => {}) });
    reportInertSettings(idle, 'with service-upstream there is one address to choose from', report);
    return undefined;
  }
  const balancing = loadBalancingOf(upstream.by, affinity, report);
  return { ...(affinity && { 'session-affinity': affinity }), ...(balancing && { 'load-balancing': balancing }) };
}

/** A canary shares the affinity of the upstream that it joins, unless it says `legacy`. */
function affinityAt(upstream: Upstream, { affinity, canary }: Upstream): SessionAffinity | undefined {
  const behavior = canary?.by.valuesOf(sessionAffinity)['affinity-canary-behavior'];
  if (!affinity || (upstream === canary?.upstream && behavior?.value === 'legacy')) return undefined;
  return behavior ? { ...affinity, canary: behavior } : affinity;
}

/**
 * Says which annotations about endpoints count for nothing, because another Ingress has the word on the Service: the
 * first that names it, or the last that asks for affinity.
 */
export function reportInertEndpointSettings(
  servers: readonly Pick<Server, 'locations'>[],
  ingresses: readonly NginxIngress[],
  upstreamsOf: (one: NginxIngress) => readonly Upstream[],
  report: Report,
): void {
  const isJoinedToSticky = (one: NginxIngress): boolean =>
    servers.some(({ locations }) =>
      locations.some(({ upstream }) => upstream?.canary?.by === one && upstream.affinity !== undefined),
    );
  for (const one of ingresses) {
    if (one.valuesOf(loadBalancing) === noValues && one.valuesOf(sessionAffinity) === noValues) continue;
    const upstreams = upstreamsOf(one);
    for (const { by, service } of upstreams.filter((upstream) => upstream.by !== one)) {
      const because = `Ingress ${nameOf(by)} is the first that leads to Service ${service}`;
      reportInertSettings(differing(one.valuesOf(loadBalancing), by.valuesOf(loadBalancing)), because, report);
    }
    const { 'affinity-canary-behavior': behavior, affinity, ...cookie } = one.valuesOf(sessionAffinity);
    if (behavior && !one.isCanary) reportInertSettings([behavior], 'canary is not "true"', report);
    if (behavior && one.isCanary && !isJoinedToSticky(one))
      reportInertSettings([behavior], 'what it is the canary of has no session affinity', report);
    // Whatever else a canary says of affinity has been told of.
    if (one.isCanary) continue;
    const used = new Set(upstreams.flatMap((u) => Object.values(u.affinity ?? {}).flatMap(({ from }) => [...from])));
    const because = affinity
      ? 'a later Ingress asks for affinity to the same Service, and its cookie counts'
      : 'affinity is not "cookie"';
    const unused = Object.values(cookie).filter((value) => value && !value.from.some((origin) => used.has(origin)));
    reportInertSettings(unused, because, report);
  }
}

type Settings = Readonly<Record<string, Sourced<unknown> | undefined>>;

/** The settings that somebody else does not make as well. */
const differing = (settings: Settings, others: Settings) =>
  Object.entries(settings).flatMap(([name, setting]) => (setting?.value === others[name]?.value ? [] : [setting]));
