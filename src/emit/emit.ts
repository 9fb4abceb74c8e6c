import { compareText } from '../compare.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../emitter.ts';
import { groupBy } from '../group.ts';
import type { Origins } from '../model/origin.ts';
import type { RoutingModel } from '../model/routing.ts';
import { attach } from './attach.ts';
import type { KubernetesObject } from './fragment.ts';
import { withGatewaySettings } from './gateway-settings.ts';
import { type Gateways, gatewaysOf } from './gateways.ts';
import { grantsOf } from './grants.ts';
import { Losses } from './losses.ts';
import { Names } from './names.ts';
import type { HostPart } from './parts.ts';
import { partsOf } from './parts.ts';
import { type PlacedRule, routesOf } from './routes.ts';
import type { EmitSettings } from './settings.ts';
import { tlsRouteOf } from './tls-routes.ts';
import type { Written } from './written.ts';

/** What an emission needs beside the model. */
export interface Emission {
  readonly dialect: Dialect;
  /** The other emitters, so that a loss can name one without it. */
  readonly others: readonly Dialect[];
  readonly settings: EmitSettings;
}

/**
 * From model to objects, in the order in which they are printed. Whatever the emitter cannot say is reported here. With a
 * `namespace`, only the part of each host that lives there.
 */
export function emit(
  model: RoutingModel,
  { dialect, others, settings }: Emission,
  report: Report,
  namespace?: string,
): Written[] {
  const losses = new Losses(dialect, others, settings, report);
  const names = new Names();
  const parts = partsOf(model, report).filter((part) => namespace === undefined || part.namespace === namespace);
  const gateways = gatewaysOf(parts, dialect, settings, names, report);
  const context = { structure: dialect.structure, losses, names, report, httpsPort: settings.httpsPort };
  const routes = parts.map((part) => routesOf(part, gateways.listenersOf(part), context));
  const rules = routes.flatMap((r) => r.rules);
  const tls = parts.flatMap((part) => tlsRouteOf(part, gateways.listenersOf(part), context));
  const objects = [
    ...withGatewaySettings(gateways.objects, gatewayOfRules(parts, gateways, routes), report),
    ...routes.flatMap((r) => r.objects),
    ...tls,
    ...attach(rules, names, report),
    ...standalone(rules),
  ];
  return [...objects, ...grantsOf(objects)].sort(inPrintOrder);
}

/** The rules behind each Gateway, by the Gateway's key. */
function gatewayOfRules(
  parts: readonly HostPart[],
  gateways: Gateways,
  routes: readonly { readonly rules: readonly PlacedRule[] }[],
) {
  const entries = parts.flatMap((part, i) => {
    const [listener] = gateways.listenersOf(part);
    return (routes[i]?.rules ?? []).map((rule) => ({ key: `${part.namespace}/${listener?.gateway}`, rule }));
  });
  return new Map([...groupBy(entries, (e) => e.key)].map(([key, group]) => [key, group.map((e) => e.rule)] as const));
}

/** Objects that stand on their own. Several rules may ask for the same one. */
function standalone(rules: readonly PlacedRule[]): Written[] {
  const asked = rules.flatMap(({ draft }) =>
    draft.pieces.flatMap(({ fragment, from }) =>
      fragment.into === 'object' ? [{ object: fragment.object, from }] : [],
    ),
  );
  return [...groupBy(asked, ({ object }) => nameOf(object)).values()].map((group) => ({
    object: group[0].object,
    from: group.flatMap((one) => one.from) as unknown as Origins,
  }));
}

const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.namespace}/${metadata.name}`;

/** What is routed before what it is routed by; objects of the implementation in between. */
const kinds = ['Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', '', 'BackendTLSPolicy', 'ReferenceGrant', 'ConfigMap'];

function inPrintOrder({ object: a }: Written, { object: b }: Written): number {
  return (
    rank(a) - rank(b) ||
    compareText(a.kind, b.kind) ||
    compareText(a.metadata.namespace, b.metadata.namespace) ||
    compareText(a.metadata.name, b.metadata.name)
  );
}

const rank = ({ kind }: KubernetesObject): number => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.indexOf(''));
