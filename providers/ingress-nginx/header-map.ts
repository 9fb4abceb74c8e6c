import { compareText } from '../../src/compare.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { HeaderValue } from '../../src/model/policies/index.ts';
import { referenceOf } from './reference.ts';
import type { At } from './site.ts';
import { expand, factsOf } from './variables.ts';

/** The entries of a ConfigMap that is named as `namespace/name`; `undefined`, and a message, where no input holds it. */
export function headerMap(
  named: Sourced<string>,
  setting: string,
  { inputs }: At,
  report: Report,
): ReadonlyMap<string, Sourced<string>> | undefined {
  const ref = referenceOf(named.value);
  const entries = ref && inputs.configMap(ref.namespace, ref.name, report);
  if (!entries) report('I2G2370', { setting, configMap: named.value }, named.from);
  return entries;
}

/** The headers that the entries of a ConfigMap make at a location: nginx reads variables in their values. */
export function headersOf(
  entries: ReadonlyMap<string, Sourced<string>>,
  named: Sourced<string>,
  at: At,
  report: Report,
): Sourced<readonly HeaderValue[]> | undefined {
  const headers = [...entries]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, { value, from }]): HeaderValue[] => {
      const expanded = expand(value, factsOf(at));
      if ('template' in expanded) return [{ name, value: expanded.template }];
      const { problem } = expanded;
      report('I2G2372', { setting: `the header ${name}`, lost: 'it is not set', problem }, [...from, ...named.from]);
      return [];
    });
  return headers.length === 0 ? undefined : { value: headers, from: named.from };
}

/** The headers of a ConfigMap that a key of the controller names for all locations. */
export function headersForAll(
  key: 'proxy-set-headers' | 'add-headers',
  at: At,
  report: Report,
): Sourced<readonly HeaderValue[]> | undefined {
  const named = at.config.value(key);
  if (!named) return undefined;
  if (!referenceOf(named.value)) {
    report('I2G2003', { annotation: key, because: 'a ConfigMap is named as namespace/name' }, named.from);
    return undefined;
  }
  const entries = headerMap(named, key, at, report);
  return entries && headersOf(entries, named, at, report);
}
