import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import { allOrigins, type Origins } from '../model/origin.ts';
import type { AttachContext } from './attach.ts';
import type { GatewayFragment, JsonObject } from './fragment.ts';
import { localized } from './local.ts';
import { merge } from './merge.ts';
import { joined } from './names.ts';
import type { Written } from './written.ts';

/** What somebody wants of a Gateway. */
export interface Wish {
  readonly fragment: GatewayFragment;
  readonly from: Origins;
}

/**
 * Puts the settings on Gateways that all agree on, and writes the policies that hold some of them. Where not all agree,
 * nothing is set, and the user hears of it. `wishes` are by namespace and name of the Gateway.
 */
export function withGatewaySettings(
  gateways: readonly Written[],
  wishes: ReadonlyMap<string, readonly Wish[]>,
  context: AttachContext,
): Written[] {
  return gateways.flatMap((written) => {
    const { namespace, name } = written.object.metadata;
    const agreed = [...groupBy(wishes.get(`${namespace}/${name}`) ?? [], ({ fragment }) => fragment.setting).values()]
      .filter((group) => agrees(`${namespace}/${name}`, group, context.report))
      .map(([first]) => first);
    if (agreed.length === 0) return [written];
    const spec = agreed.reduce<JsonObject>(
      (all, { fragment }) => merge(all, localized(fragment.spec ?? {}, namespace), () => {}),
      written.object.spec ?? {},
    );
    return [{ ...written, object: { ...written.object, spec } }, ...policiesOf(written, agreed, context)];
  });
}

function agrees(gateway: string, group: readonly [Wish, ...Wish[]], report: Report): boolean {
  const values = [...new Set(group.map(({ fragment }) => fragment.value))].sort();
  if (values.length === 1) return true;
  const [{ fragment }] = group;
  report(
    'I2G3012',
    { gateway, setting: fragment.setting, values },
    group.flatMap(({ from }) => from),
  );
  return false;
}

/** One policy for each suffix and port: what several settings write into the same one is joined. */
function policiesOf({ object }: Written, agreed: readonly Wish[], { names, finish }: AttachContext): Written[] {
  const { namespace, name: gateway } = object.metadata;
  const asked = agreed.flatMap(({ fragment: { policy }, from }) => (policy ? [{ policy, from }] : []));
  return [...groupBy(asked, ({ policy }) => `${policy.type.kind}/${policy.suffix}/${policy.port ?? ''}`).values()].map(
    (group) => {
      const [{ policy }] = group;
      const name = names.claim(policy.type.kind, namespace, joined(gateway, policy.suffix), [
        namespace,
        gateway,
        policy.suffix,
        String(policy.port),
      ]);
      const ref = {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        name: gateway,
        ...(policy.port !== undefined && { port: policy.port }),
      };
      const spec = finish(group.reduce<JsonObject>((all, one) => merge(all, one.policy.spec, () => {}), {}));
      return {
        object: { ...policy.type, metadata: { name, namespace }, spec: { targetRefs: [ref], ...spec } },
        from: allOrigins(group),
      };
    },
  );
}
