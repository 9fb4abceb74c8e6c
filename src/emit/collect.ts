import { chunks } from '../chunks.ts';
import { compareText } from '../compare.ts';
import { groupBy } from '../group.ts';
import type { Origins } from '../model/origin.ts';
import type { AttachContext } from './attach.ts';
import type { Missing } from './capabilities.ts';
import type { CollectedFragment, JsonObject } from './fragment.ts';
import { type Losses, originsOf } from './losses.ts';
import { joined } from './names.ts';
import type { PlacedRule } from './routes.ts';
import type { Written } from './written.ts';

/** The most targets that one policy may have. */
const mostTargets = 16;

/** What one rule asks of one Gateway, or of one listener. */
interface Asked {
  readonly rule: PlacedRule;
  readonly fragment: CollectedFragment;
  readonly gateway: string;
  /** Set for a policy of listeners. */
  readonly listener?: string;
  readonly from: Origins;
}

/** What collected policies are written with. */
interface CollectContext extends AttachContext {
  readonly losses: Losses;
}

/** The policies of Gateways and of listeners that are made of what all their rules ask for. */
export function collected(rules: readonly PlacedRule[], context: CollectContext): Written[] {
  const asked = rules.flatMap((rule) =>
    rule.draft.pieces.flatMap(({ fragment, from }) =>
      fragment.into === 'collected' ? askedBy(rule, fragment, from) : [],
    ),
  );
  const perGateway = groupBy(asked, (a) => `${a.rule.route.namespace}/${a.gateway}/${a.fragment.suffix}`);
  return [...perGateway.values()].flatMap((group) => onGateway(group, rules, context));
}

function askedBy(rule: PlacedRule, fragment: CollectedFragment, from: Origins): Asked[] {
  const listeners = rule.listeners.map(({ gateway, name }) => ({ rule, fragment, gateway, listener: name, from }));
  if (fragment.at === 'listener') return listeners;
  return [...groupBy(listeners, ({ gateway }) => gateway).keys()].map((gateway) => ({ rule, fragment, gateway, from }));
}

/** One object for a Gateway; for listeners one for all that ask for the same. */
function onGateway(
  group: readonly [Asked, ...Asked[]],
  rules: readonly PlacedRule[],
  { names, finish, losses }: CollectContext,
): Written[] {
  const [{ fragment, gateway, rule }] = group;
  const { namespace } = rule.route;
  const { type, suffix } = fragment;
  const ref = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway };
  const perTarget = [...groupBy(group, ({ listener = '' }) => listener)].flatMap(([listener, asked]) => {
    const asking = new Set(asked.map((one) => one.rule));
    const everywhere = rules.every((one) => asking.has(one) || !leadsThrough(one, namespace, gateway, listener));
    const spec = fragment.write(itemsOf(asked), everywhere);
    if (isMissing(spec)) {
      losses.setting(fragment.title ?? suffix, spec, originsOf(asked));
      return [];
    }
    const from = asked.flatMap((one) => [...one.rule.draft.from, ...one.from]);
    return [{ ref: listener === '' ? ref : { ...ref, sectionName: listener }, spec: finish(spec), from }];
  });
  perTarget.sort((a, b) => compareText(JSON.stringify(a.ref), JSON.stringify(b.ref)));
  const alike = groupBy(perTarget, ({ spec }) => JSON.stringify(spec));
  return [...alike.values()]
    .flatMap((some) => chunks(some, mostTargets))
    .map((some, i) => {
      const wanted = joined(gateway, suffix, i === 0 ? '' : String(i + 1));
      const name = names.claim(`${type.kind}/${namespace}`, wanted, `${namespace}/${gateway}/${suffix}/${i}`);
      const targetRefs: readonly JsonObject[] = some.map((one) => one.ref);
      return {
        object: { ...type, metadata: { name, namespace }, spec: { targetRefs, ...some[0]?.spec } },
        from: some.flatMap((one) => one.from) as unknown as Origins,
      };
    });
}

/** Neither `because` nor `instead` is a field of a policy. */
const isMissing = (spec: JsonObject | Missing): spec is Missing => 'because' in spec;

/** Whether requests come through a Gateway, or one listener of it, to a backend of the rule. */
const leadsThrough = (rule: PlacedRule, namespace: string, gateway: string, listener: string): boolean =>
  rule.draft.backendRefs.length > 0 &&
  rule.route.namespace === namespace &&
  rule.listeners.some((one) => one.gateway === gateway && (listener === '' || one.name === listener));

function itemsOf(asked: readonly Asked[]): string[] {
  const items = asked.flatMap(({ fragment, rule }) => {
    const { kind, namespace, name } = rule.route;
    return fragment.items({ kind, namespace, route: name, rule: rule.name, siblings: rule.siblings });
  });
  return [...new Set(items)].sort(compareText);
}
