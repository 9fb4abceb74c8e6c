import { compareText } from '../compare.ts';
import { groupBy } from '../group.ts';
import type { Origins } from '../model/origin.ts';
import type { AttachContext } from './attach.ts';
import type { Missing } from './capabilities.ts';
import type { CollectedFragment, JsonObject } from './fragment.ts';
import type { Place } from './listeners.ts';
import { localized } from './local.ts';
import { type Losses, originsOf } from './losses.ts';
import { joined } from './names.ts';
import type { PlacedPiece } from './pieces.ts';
import type { PlacedRule } from './routes.ts';
import type { Written } from './written.ts';

/** What one rule asks of one Gateway. */
interface Asked {
  readonly rule: PlacedRule;
  readonly fragment: CollectedFragment;
  readonly gateway: Place;
  readonly from: Origins;
}

/** What collected policies are written with. */
interface CollectContext extends AttachContext {
  readonly losses: Losses;
}

/** The policies of Gateways that are made of what all their rules ask for. */
export function collected(
  pieces: readonly PlacedPiece<'collected'>[],
  rules: readonly PlacedRule[],
  context: CollectContext,
): Written[] {
  const asked = pieces.flatMap(({ rule, fragment, from }) =>
    gatewaysOf(rule).map((gateway): Asked => ({ rule, fragment, gateway, from })),
  );
  const perGateway = groupBy(asked, ({ gateway, fragment }) => `${keyOf(gateway)}/${fragment.suffix}`);
  return [...perGateway.values()].flatMap((group) => onGateway(group, rules, context));
}

const keyOf = ({ namespace, name }: Place): string => `${namespace}/${name}`;

/** The Gateways that a rule is served by, each once. */
const gatewaysOf = ({ route: { listeners } }: PlacedRule): Place[] => [
  ...new Map(listeners.map(({ gateway }) => [keyOf(gateway), gateway])).values(),
];

function onGateway(
  group: readonly [Asked, ...Asked[]],
  rules: readonly PlacedRule[],
  { names, finish, losses }: CollectContext,
): Written[] {
  const [{ fragment, gateway }] = group;
  const { namespace } = gateway;
  const { type, suffix } = fragment;
  const asking = new Set(group.map(({ rule }) => rule));
  const everywhere = rules.every((rule) => asking.has(rule) || !leadsThrough(rule, gateway));
  const spec = fragment.write(itemsOf(group), everywhere);
  if (isMissing(spec)) {
    losses.setting(fragment.title ?? suffix, spec, originsOf(group));
    return [];
  }
  const name = names.claim(type.kind, namespace, joined(gateway.name, suffix), [keyOf(gateway), suffix, '0']);
  const targetRefs = [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.name }];
  return [
    {
      object: {
        ...type,
        metadata: { name, namespace },
        spec: { targetRefs, ...localized(finish(spec), namespace) },
      },
      from: group.flatMap((one) => [...one.rule.draft.from, ...one.from]) as unknown as Origins,
    },
  ];
}

/** Neither `because` nor `instead` is a field of a policy. */
const isMissing = (spec: JsonObject | Missing): spec is Missing => 'because' in spec;

/** Whether requests come through a Gateway to a backend of the rule. */
const leadsThrough = (rule: PlacedRule, gateway: Place): boolean =>
  rule.draft.backends.length > 0 && gatewaysOf(rule).some((one) => keyOf(one) === keyOf(gateway));

function itemsOf(asked: readonly Asked[]): string[] {
  const items = asked.flatMap(({ fragment, rule }) => {
    const { kind, namespace, name, siblings } = rule.route;
    return fragment.items({ kind, namespace, route: name, rule: rule.name, siblings });
  });
  return [...new Set(items)].sort(compareText);
}
