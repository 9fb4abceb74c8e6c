import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { JsonObject } from './fragment.ts';
import { merge } from './merge.ts';
import type { PlacedRule } from './routes.ts';
import type { Written } from './written.ts';

/** Puts the settings on Gateways that all their routes agree on. Where they do not, nothing is set, and the user hears of it. */
export function withGatewaySettings(
  gateways: readonly Written[],
  rules: ReadonlyMap<string, readonly PlacedRule[]>,
  report: Report,
): Written[] {
  return gateways.map((written) => {
    const { object } = written;
    const wishes = (rules.get(`${object.metadata.namespace}/${object.metadata.name}`) ?? []).flatMap(({ draft }) =>
      draft.pieces.flatMap(({ fragment, from }) => (fragment.into === 'gateway' ? [{ fragment, from }] : [])),
    );
    let spec: JsonObject = object.spec ?? {};
    for (const group of groupBy(wishes, ({ fragment }) => fragment.setting).values()) {
      const values = [...new Set(group.map(({ fragment }) => fragment.value))].sort();
      const [{ fragment }] = group;
      if (values.length > 1) {
        const gateway = `${object.metadata.namespace}/${object.metadata.name}`;
        report(
          'I2G3012',
          { gateway, setting: fragment.setting, values },
          group.flatMap(({ from }) => from),
        );
      } else if (fragment.spec) spec = merge(spec, fragment.spec, () => {});
    }
    return { ...written, object: { ...object, spec } };
  });
}
