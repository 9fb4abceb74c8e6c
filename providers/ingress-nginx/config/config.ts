import type * as z from 'zod';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { FieldPath, Origin, Origins, Sourced } from '../../../src/model/origin.ts';
import { nearest } from '../../../src/nearest.ts';
import { type Manifest, sourced } from '../../../src/read/manifest.ts';
import { dataOf, entriesOf } from '../entries.ts';
import { guardsIn } from '../snippets/of-controller.ts';
import type { ConfigKey } from './key.ts';
import { aboutNginx, type ConfigKeyName, configKeys } from './keys.ts';

/** The settings of the controller itself, as far as they are known: nothing that its ConfigMap does not say is here. */
export interface ControllerConfig {
  /** Where its ConfigMap is, where that is among the inputs. */
  readonly from?: Origins;
  /** The value of a key, where it is set and can be read. */
  readonly value: <K extends ConfigKeyName>(key: K) => Sourced<z.output<(typeof configKeys)[K]['schema']>> | undefined;
  /** The text of a key that is the default of an annotation. */
  readonly text: (key: string) => Sourced<string> | undefined;
  /** Keys that keep somebody out, of ConfigMaps of which nobody knows whether one is that of the controller. */
  readonly inDoubt?: Sourced<readonly string[]>;
}

/** A controller that nobody has told anything. */
export const noConfig: ControllerConfig = { value: () => undefined, text: () => undefined };

/** Names under which the Helm chart and the static manifests install the ConfigMap. */
export const usualNames = ['ingress-nginx-controller', 'nginx-ingress-controller', 'nginx-configuration'] as const;
/** The chart puts the name of the release before it. */
const usualName = new RegExp(`^(.+-)?(${usualNames.join('|')})$`);
/** What the chart and the manifests write on everything of the controller. */
export const usualLabel = { key: 'app.kubernetes.io/name', value: 'ingress-nginx' } as const;

/** Keys that keep somebody out of every host: they must not go by unseen, wherever they are. */
const access: readonly ConfigKeyName[] = [
  'global-auth-url',
  'whitelist-source-range',
  'denylist-source-range',
  'block-cidrs',
  'block-user-agents',
  'block-referers',
];

/** Finds the controller's ConfigMap: the one that is named, or the one among the inputs that looks like it. */
export function controllerConfig(
  manifests: readonly Manifest[],
  named: { readonly namespace: string; readonly name: string } | undefined,
  report: Report,
): ControllerConfig {
  const configMaps = manifests.filter((m) => m.apiVersion === 'v1' && m.ref.kind === 'ConfigMap');
  const chosen = named
    ? configMaps.filter(({ ref }) => ref.namespace === named.namespace && ref.name === named.name)
    : configMaps.filter(looksLikeIt);
  if (named && chosen.length === 0) report('I2G2151', { configMap: `${named.namespace}/${named.name}` }, []);
  if (!named && chosen.length === 0) reportUnfound(manifests, report);
  const [one, ...more] = chosen;
  const used = more.length === 0 ? one : undefined;
  if (more.length > 0) {
    report(
      'I2G2152',
      { configMaps: chosen.map(({ ref }) => `${ref.namespace}/${ref.name}`).sort() },
      chosen.map((m) => m.originOf(['metadata', 'name'])),
    );
  }
  const guards: Origin[] = [];
  for (const other of configMaps) {
    if (other === used) continue;
    const because = used
      ? `the settings are those of ConfigMap ${used.ref.namespace}/${used.ref.name}`
      : chosen.includes(other)
        ? 'it is one of several ConfigMaps that look like that of the controller'
        : named
          ? `--ingress-nginx-configmap names ${named.namespace}/${named.name}`
          : 'the ConfigMap does not look like that of the controller';
    for (const at of accessIn(other)) {
      const { namespace, name } = other.ref;
      const data = { configMap: `${namespace}/${name}`, key: String(at.path.at(-1)), because, closed: !used };
      report('I2G2141', data, [at]);
      guards.push(at);
    }
  }
  if (used) return configOf(used, report);
  const [first, ...others] = guards;
  if (!first) return noConfig;
  const keys = [...new Set(guards.map(({ path }) => String(path.at(-1))))].sort();
  return { ...noConfig, inDoubt: { value: keys, from: [first, ...others] } };
}

const root: FieldPath = [];

/** Files may well be without it; a cluster with a controller is not. */
function reportUnfound(manifests: readonly Manifest[], report: Report): void {
  const live = manifests.find(({ originOf }) => originOf(root).source.kind === 'cluster');
  if (live) report('I2G2156', { looked: usualNames }, [{ source: live.originOf(root).source, path: root }]);
}

function looksLikeIt({ ref, body }: Manifest): boolean {
  const { labels = {} } = (body['metadata'] ?? {}) as { labels?: Readonly<Record<string, string>> };
  const isLabelled =
    labels[usualLabel.key] === usualLabel.value &&
    (labels['app.kubernetes.io/component'] ?? 'controller') === 'controller';
  return usualName.test(ref.name) || (isLabelled && !/(tcp|udp)/.test(ref.name));
}

/** Where a ConfigMap keeps somebody out, if it is that of the controller. */
function accessIn(manifest: Manifest): readonly Origin[] {
  const data = dataOf(manifest);
  const snippetOf = (key: string) =>
    typeof data[key] === 'string' ? sourced(manifest, ['data', key], data[key]) : undefined;
  const snippets = guardsIn(snippetOf).map(({ annotation }) => annotation);
  const keys = [...access.filter((key) => data[key]), ...new Set(snippets)];
  return keys.map((key) => manifest.originOf(['data', key]));
}

function configOf(manifest: Manifest, report: Report): ControllerConfig {
  const configMap = `${manifest.ref.namespace}/${manifest.ref.name}`;
  report('I2G2150', { configMap }, [manifest.originOf(['metadata', 'name'])]);
  const values = new Map<string, Sourced<unknown>>();
  const texts = new Map<string, Sourced<string>>();
  for (const [key, { value: written, from: at }] of entriesOf(manifest, report)) {
    const text = written.trim();
    if (!Object.hasOwn(configKeys, key)) {
      if (!aboutNginx.test(key)) {
        const close = nearest(key, Object.keys(configKeys));
        report('I2G2153', { configMap, key, ...(close && { nearest: close }) }, at);
      }
      continue;
    }
    const { schema, use }: ConfigKey = configKeys[key as ConfigKeyName];
    if (use.kind === 'lost' && !use.harmless?.test(text)) {
      report('I2G2154', { configMap, key, about: use.about, instead: use.instead }, at, use.stake);
    }
    const parsed = schema.safeParse(text);
    const list = parsed.success && Array.isArray(parsed.data) ? parsed.data : undefined;
    // An empty list is said, and stands in the place of a default that holds something.
    if (text === '' && list === undefined) continue;
    if (parsed.success) {
      values.set(key, sourced(manifest, ['data', key], parsed.data));
      // The controller passes over a comma too many in its own lists, and not in those of annotations.
      const plain = list?.join(',') ?? text;
      if (plain !== '') texts.set(key, sourced(manifest, ['data', key], plain));
    } else {
      const problem = parsed.error.issues.map((issue) => issue.message).join('; ');
      report(
        'I2G2155',
        { configMap, key, value: text, problem, closed: false },
        at,
        access.includes(key as ConfigKeyName) ? 'security' : 'behaviour',
      );
    }
  }
  return {
    from: [manifest.originOf(['metadata', 'name'])],
    value: (key) => values.get(key) as Sourced<never> | undefined,
    text: (key) => texts.get(key),
  };
}
