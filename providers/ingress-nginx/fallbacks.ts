import type { AnnotationSpecs, Decoded, Values } from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../src/model/origin.ts';
import type { Ingress } from '../ingress/ingress.ts';
import type { ControllerConfig } from './config/config.ts';
import { features } from './features/index.ts';

/** The defaults of one feature, and those that nothing can be made of and that keep somebody out. */
export interface Fallbacks {
  readonly values: Values<AnnotationSpecs>;
  readonly invalid: Decoded['invalid'];
}

/** The defaults for an Ingress, of the features that have any: the same features for every Ingress. */
export type FallbacksOf = (ingress: Ingress) => ReadonlyMap<AnnotationSpecs, Fallbacks>;

/**
 * What the controller takes where an Ingress does not say: its ConfigMap, and with `defaults` what is built in. It is read
 * once, and not before the first Ingress asks.
 */
export function fallbacksIn(config: ControllerConfig, defaults: boolean, report: Report): FallbacksOf {
  let known: ReadonlyMap<AnnotationSpecs, ReadFallbacks> | undefined;
  return ({ manifest }) => {
    known ??= new Map(
      features
        .map(({ annotations }) => [annotations, readFallbacks(annotations, config, defaults, report)] as const)
        .filter(([, { values, builtIn, invalid }]) => !isEmpty(values) || builtIn.length > 0 || invalid.length > 0),
    );
    if (!defaults) return known;
    const from: Origins = [manifest.originOf(['metadata', 'name'])];
    return new Map(
      [...known].map(([annotations, { values, builtIn, invalid }]) => {
        const added = Object.fromEntries(builtIn.map(([name, value]) => [name, { value, from }]));
        return [annotations, { values: { ...values, ...added } as Values<AnnotationSpecs>, invalid }];
      }),
    );
  };
}

const isEmpty = (values: Values<AnnotationSpecs>): boolean => Object.keys(values).length === 0;

interface ReadFallbacks extends Fallbacks {
  /** Those that nobody has written anywhere: they are the Ingress's own. */
  readonly builtIn: readonly (readonly [name: string, value: unknown])[];
}

function readFallbacks(
  annotations: AnnotationSpecs,
  config: ControllerConfig,
  defaults: boolean,
  report: Report,
): ReadFallbacks {
  const values: Record<string, Sourced<unknown>> = {};
  const builtIn: [string, unknown][] = [];
  const invalid: Decoded['invalid'][number][] = [];
  for (const [name, { fallback, schema, onInvalid }] of Object.entries(annotations)) {
    const said = fallback?.key === undefined ? undefined : config.text(fallback.key);
    const text = said?.value ?? (defaults ? fallback?.builtIn : undefined);
    if (text === undefined) continue;
    const parsed = schema.safeParse(text);
    if (parsed.success && said) values[name] = { value: parsed.data, from: said.from };
    else if (parsed.success) builtIn.push([name, parsed.data]);
    else if (said && fallback?.key !== undefined) {
      const { key } = fallback;
      const closed = onInvalid === 'location-denied' || onInvalid === 'guard-dropped';
      const { namespace, name: configMap } = said.from[0].object ?? { namespace: '', name: '' };
      const problem = parsed.error.issues.map((issue) => issue.message).join('; ');
      report(
        'I2G2155',
        { configMap: `${namespace}/${configMap}`, key, value: text, problem, closed },
        said.from,
        closed ? 'security' : 'behaviour',
      );
      if (closed) invalid.push({ name, annotation: key, onInvalid, from: said.from });
    }
  }
  return { values: values as Values<AnnotationSpecs>, builtIn, invalid };
}
