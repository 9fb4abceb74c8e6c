import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { groupBy } from '../../../src/group.ts';
import { type Location, type NginxIngress, nameOf, type Upstream } from '../site.ts';
import { type Merged, pathOf, typeOf, type Upstreams } from './merge-servers.ts';

/**
 * Joins canaries to the upstreams of the paths that they share. The controller hangs a canary on the upstream, so every
 * other path to the same Service takes part; and of several canaries it asks the first only.
 */
export function joinCanaries(
  ingresses: readonly NginxIngress[],
  servers: readonly Merged[],
  upstreams: Upstreams,
  report: Report,
): readonly Merged[] {
  const lent = ingresses.filter((one) => one.isCanary);
  if (lent.length === 0) return servers;
  const canaries = new Map<string, NonNullable<Upstream['canary']>>();
  const joined = new Map<NginxIngress, Set<Location>>();
  const byHost = new Map(servers.map((server) => [server.host, server]));
  for (const one of lent) {
    for (const { rule, path, upstream } of one.paths) {
      if (path.backend.kind !== 'service') continue;
      const [wanted, pathType] = [pathOf(path), typeOf(path)];
      const main = byHost
        .get(rule.host)
        ?.locations.find((l) => l.written === wanted && l.pathType === pathType && l.owner && !l.owner.isCanary);
      const made = upstreams.get(upstream);
      const refuse = (because: string) =>
        report('I2G2116', { ingress: nameOf(one), host: rule.host, path: wanted, because }, path.from);
      if (main?.upstream === undefined) refuse('no other Ingress serves the same host, path and path type');
      else if (main.upstream.id === made?.id) refuse('it leads to the same Service as the path that it joins');
      else if (made === undefined || made.by !== one)
        refuse(`Service ${path.backend.name} already serves another Ingress`);
      else {
        const there = canaries.get(main.upstream.id);
        if (there === undefined) canaries.set(main.upstream.id, { by: one, upstream: made });
        if (there !== undefined && there.by !== one) refuse(`canary Ingress ${nameOf(there.by)} is asked first`);
        else if (there !== undefined && there.upstream !== made)
          refuse(
            `Service ${there.upstream.service} of the same canary takes the share of Service ${main.upstream.service}`,
          );
        else joined.set(one, (joined.get(one) ?? new Set()).add(main));
      }
    }
  }
  reportShared(servers, canaries, joined, report);
  return servers.map((server) => ({
    ...server,
    locations: server.locations.map((location) => {
      const canary = location.upstream && canaries.get(location.upstream.id);
      return canary && location.upstream ? { ...location, upstream: { ...location.upstream, canary } } : location;
    }),
  }));
}

function reportShared(
  servers: readonly Merged[],
  canaries: ReadonlyMap<string, NonNullable<Upstream['canary']>>,
  joined: ReadonlyMap<NginxIngress, ReadonlySet<Location>>,
  report: Report,
): void {
  const all = servers.flatMap(({ host, locations }) => locations.map((location) => ({ host, location })));
  const perUpstream = groupBy(all, ({ location }) => location.upstream?.id ?? '');
  for (const [id, { by }] of canaries) {
    const sharing = (perUpstream.get(id) ?? []).filter(({ location }) => !joined.get(by)?.has(location));
    const [first] = sharing;
    if (first === undefined) continue;
    const also = sharing.map(({ host, location }) => host + location.written);
    const service = first.location.upstream?.service ?? '';
    const from = sharing.flatMap(({ location }) => location.from);
    report('I2G2117', { ingress: nameOf(by), service, also }, [
      by.ingress.manifest.originOf(['metadata', 'name']),
      ...from,
    ]);
  }
}
