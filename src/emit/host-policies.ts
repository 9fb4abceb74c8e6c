import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { Origins } from '../model/origin.ts';
import type { HostPolicies } from '../model/policies/index.ts';
import { policyInfo } from '../model/policies/info.ts';
import type { KubernetesObject } from './fragment.ts';
import type { Wish } from './gateway-settings.ts';
import type { Listener } from './listeners.ts';
import type { Consequence, Losses } from './losses.ts';
import type { HostPart } from './parts.ts';
import type { EmitSettings } from './settings.ts';

/** What the policies of hosts come to. */
export interface HostOutcomes {
  /** By namespace and name of the Gateway. */
  readonly wishes: ReadonlyMap<string, readonly Wish[]>;
  /** What a lost policy makes of what comes in over TLS; nothing is lost where a part is absent. */
  readonly overTls: ReadonlyMap<HostPart, OverTls>;
  /** Objects that the settings of Gateways refer to. */
  readonly objects: readonly { readonly object: KubernetesObject; readonly from: Origins }[];
}

/** `open`: the host is served, and who comes in has not been asked for what he should have been. */
export type OverTls = Consequence | 'open';

/** Who hosts are, and where they come in. */
interface HostContext {
  readonly listenersOf: (part: HostPart) => readonly Listener[];
  readonly losses: Losses;
  readonly settings: EmitSettings;
  readonly report: Report;
}

interface Asked {
  readonly part: HostPart;
  readonly gateway: string;
  readonly kind: keyof HostPolicies;
  readonly wish: Wish;
  readonly objects: readonly KubernetesObject[];
  /** Tells how the policy comes out, if it does. */
  readonly tell: () => void;
}

/**
 * Renders the policies of hosts. A Gateway holds most of them for a whole port, so that all its hosts with TLS have to
 * agree. Where they do not, a policy that keeps somebody out keeps everybody out of its own host, and the others are as
 * they were.
 */
export function hostPolicies(parts: readonly HostPart[], context: HostContext): HostOutcomes {
  const overTls = new Map<HostPart, OverTls>();
  const asked = parts.flatMap((part) =>
    kindsOf(part, context).flatMap((kind) => {
      const { wishes, consequence, ...rest } = rendered(kind, part, context);
      if (wishes.length === 0) {
        rest.tell();
        lose(kind, part, consequence, overTls);
      }
      const gateway = gatewayOf(part, context);
      return wishes.map((wish): Asked => ({ part, gateway, kind, wish, ...rest }));
    }),
  );
  const agreed: Asked[] = [];
  for (const group of groupBy(asked, (a) => `${a.gateway} ${a.wish.fragment.setting}`).values()) {
    const [first] = group;
    const others = parts.filter(
      (part) =>
        gatewayOf(part, context) === first.gateway &&
        isConcerned(first.kind, part, context) &&
        !group.some((one) => one.part === part),
    );
    const values = new Set(group.map(({ wish }) => wish.fragment.value));
    if (others.length === 0 && values.size === 1) {
      agreed.push(first);
      for (const { tell } of group) tell();
    } else refuse(group, others, overTls, context);
  }
  const wishes = groupBy(agreed, ({ gateway }) => gateway);
  return {
    overTls,
    wishes: new Map([...wishes].map(([key, group]) => [key, group.map(({ wish }) => wish)])),
    objects: agreed.flatMap(({ objects, wish: { from } }) => objects.map((object) => ({ object, from }))),
  };
}

function lose(
  kind: keyof HostPolicies,
  part: HostPart,
  consequence: Consequence,
  overTls: Map<HostPart, OverTls>,
): void {
  if (consequence !== 'serve') overTls.set(part, consequence);
  else if (policyInfo[kind].without === 'open') overTls.set(part, 'open');
}

const kindsOf = (part: HostPart, context: HostContext): (keyof HostPolicies)[] =>
  (Object.keys(part.host.policies) as (keyof HostPolicies)[]).filter((kind) => isConcerned(kind, part, context));

/** What concerns TLS concerns hosts that the Gateway takes TLS apart for. */
const isConcerned = (kind: keyof HostPolicies, part: HostPart, { listenersOf }: HostContext): boolean =>
  kind === 'proxy-protocol' || listenersOf(part).some(({ scheme }) => scheme === 'https');

const gatewayOf = (part: HostPart, { listenersOf }: HostContext): string => {
  const { namespace = '', name = '' } = listenersOf(part)[0]?.gateway ?? {};
  return `${namespace}/${name}`;
};

function rendered<K extends keyof HostPolicies>(
  kind: K,
  part: HostPart,
  { listenersOf, losses, settings: { httpPort, httpsPort }, report }: HostContext,
): Pick<Asked, 'objects' | 'tell'> & { readonly wishes: readonly Wish[]; readonly consequence: Consequence } {
  const { host } = part;
  const spec = host.policies[kind];
  if (spec === undefined) return { wishes: [], objects: [], tell: () => {}, consequence: 'serve' };
  const namespace = listenersOf(part)[0]?.gateway.namespace ?? part.namespace;
  const place = { host, namespace, httpPort, httpsPort };
  const told: (() => void)[] = [];
  const { fragments, consequence, from } = losses
    .reportingTo((...message) => told.push(() => report(...message)))
    .policy<keyof HostPolicies>(kind, spec, place);
  const wishes = fragments.flatMap((fragment) => (fragment.into === 'gateway' ? [{ fragment, from }] : []));
  const objects = fragments.flatMap((fragment) => (fragment.into === 'object' ? [fragment.object] : []));
  const tell = () => {
    for (const one of told) one();
  };
  return { wishes, objects, tell, consequence };
}

function refuse(
  group: readonly [Asked, ...Asked[]],
  others: readonly HostPart[],
  overTls: Map<HostPart, OverTls>,
  { losses, settings, report }: HostContext,
): void {
  const [{ kind, gateway, wish }] = group;
  const info = policyInfo[kind];
  const consequence = losses.consequenceOf(info);
  const open = consequence === 'serve' && info.without === 'open';
  const nameOf = ({ host }: HostPart) => host.hostnames[0] || 'any host';
  const hosts = [...new Set(group.map(({ part }) => nameOf(part)))].sort();
  report(
    'I2G3016',
    {
      gateway,
      setting: wish.fragment.setting,
      hosts,
      others: others.map(nameOf).sort(),
      consequence: open ? 'open' : consequence,
      shared: settings.topology !== 'per-namespace',
    },
    [...group.flatMap((one) => one.wish.from), ...others.flatMap((part) => part.from)],
    consequence === 'serve' ? info.stake : 'security',
  );
  for (const { part } of group) lose(kind, part, consequence, overTls);
}
