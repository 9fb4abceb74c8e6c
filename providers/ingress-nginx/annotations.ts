import {
  type AnnotationSpecs,
  type Decoded,
  decode,
  noValues,
  type OwnAnnotations,
  ownAnnotations,
  type Parse,
  parsing,
  type Values,
} from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Ingress } from '../ingress/ingress.ts';
import type { ControllerConfig } from './config/config.ts';
import { type Fallbacks, fallbacksIn } from './fallbacks.ts';
import { canary } from './features/canary.ts';
import { clientCertificate } from './features/client-certificate.ts';
import { loadBalancing } from './features/load-balancing.ts';
import type { Options } from './options.ts';
import { pathsOf } from './passes/merge-servers.ts';
import { type Gate, gateOf } from './risk.ts';
import type { Denial, NginxIngress } from './site.ts';
import { Spoken } from './spoken.ts';
import { owned, unreadTeller } from './unread.ts';

/** What an Ingress says that has no annotation of a feature. */
const nothing: Decoded = { values: noValues, ignored: false, invalid: [], unread: [] };

/** Reads all annotations of Ingresses. `undefined` where the controller rejects the whole object. */
export function annotationReader(
  { annotationsPrefix: prefix, defaults }: Pick<Options, 'annotationsPrefix' | 'defaults'>,
  config: ControllerConfig,
  report: Report,
): (ingress: Ingress) => NginxIngress | undefined {
  const fallbacksOf = fallbacksIn(config, defaults, report);
  const ownOf = ownAnnotations(prefix);
  const parse = parsing();
  const tell = unreadTeller(prefix, report);
  let byDefault: Spoken | undefined;
  return (ingress) => {
    const own = ownOf(ingress.manifest);
    tell(ingress, own);
    const gate = gateOf(own, config, report);
    if (gate.rejected) return undefined;
    const fallbacks = fallbacksOf(ingress);
    byDefault ??= new Spoken([], fallbacks.keys());
    return read(ingress, own, spokenBy(own, byDefault), gate, fallbacks, parse, config, report);
  };
}

/** What the annotations of an Ingress are about, beside what there are defaults for. */
function spokenBy({ texts }: OwnAnnotations, byDefault: Spoken): Spoken {
  let spoken = byDefault;
  for (const name of texts.keys()) {
    const annotations = owned.get(name);
    if (annotations) spoken = spoken.with(annotations);
  }
  return spoken;
}

function read(
  ingress: Ingress,
  own: OwnAnnotations,
  spoken: Spoken,
  gate: Gate,
  fallbacks: ReadonlyMap<AnnotationSpecs, Fallbacks>,
  parse: Parse,
  config: ControllerConfig,
  report: Report,
): NginxIngress | undefined {
  const counted: Values<AnnotationSpecs>[] = [];
  const besideCanary = spoken.own.includes(canary.annotations)
    ? new Map<AnnotationSpecs, Values<AnnotationSpecs>>()
    : undefined;
  let rejected = false;
  let denied = denialOf(gate.droppedGuard, own);
  let hostDenied: Denial | undefined;
  for (const annotations of spoken.all) {
    const isSet = spoken.own.includes(annotations);
    const fallback = fallbacks.get(annotations);
    const said = isSet ? decode(annotations, own, parse, report) : nothing;
    const values = without(said.values, gate.dropped);
    if (isSet) besideCanary?.set(annotations, values);
    for (const { name, annotation, because, from } of said.unread) {
      const opens = annotations[name]?.gate?.guards === true && config.value('global-auth-url') === undefined;
      report(opens ? 'I2G2301' : 'I2G2003', { annotation: annotation.slice(own.prefix.length), because }, from);
    }
    counted.push(said.ignored ? noValues : fallback ? over(fallback, said.invalid, values) : values);
    const invalid = fallback ? withMissed(fallback, said.invalid, values) : said.invalid;
    for (const { onInvalid, annotation, from } of invalid) {
      if (onInvalid === 'ingress-rejected') rejected = true;
      if (onInvalid === 'location-denied' || onInvalid === 'guard-dropped') denied ??= { annotation, from };
      if (onInvalid === 'host-denied') hostDenied ??= { annotation, from };
    }
  }
  if (rejected) return undefined;
  if (besideCanary) reportOnCanary(besideCanary, report);
  // Lists that have grown keep room for a dozen more, and most hold one or two.
  const valuesOf = valuesIn(spoken.all, counted.slice());
  return {
    ingress,
    isCanary: valuesOf(canary).canary?.value === true,
    paths: pathsOf(ingress),
    denied,
    hostDenied,
    spoken: spoken.all,
    valuesOf,
  };
}

/**
 * Finds the values of a feature by the very object that gives them their types. Few Ingresses say anything of more than three,
 * so a list is looked through faster than a map.
 */
const valuesIn =
  (spoken: readonly AnnotationSpecs[], counted: readonly Values<AnnotationSpecs>[]): NginxIngress['valuesOf'] =>
  <A extends AnnotationSpecs>({ annotations }: { readonly annotations: A }) => {
    const at = spoken.indexOf(annotations);
    return (at < 0 ? noValues : counted[at]) as Values<A>;
  };

/** What an Ingress says, over the defaults of what it does not say. What counts for `false` has no default. */
function over(
  { values }: Fallbacks,
  invalid: Decoded['invalid'],
  said: Values<AnnotationSpecs>,
): Values<AnnotationSpecs> {
  const decided = new Set(invalid.flatMap((one) => (one.onInvalid === 'false' ? [one.name] : [])));
  return { ...without(values, decided), ...said };
}

/** The invalid values of an Ingress, and those of the defaults in the place of which it says nothing. */
function withMissed(
  { invalid }: Fallbacks,
  own: Decoded['invalid'],
  values: Values<AnnotationSpecs>,
): Decoded['invalid'] {
  return [...own, ...invalid.filter(({ name }) => values[name] === undefined)];
}

/** The values less those of annotations that the controller drops, or that it takes for something else. */
function without(values: Values<AnnotationSpecs>, dropped: ReadonlySet<string>): Values<AnnotationSpecs> {
  if (dropped.size === 0) return values;
  const names = Object.keys(values);
  if (!names.some((name) => dropped.has(name))) return values;
  return Object.fromEntries(names.filter((name) => !dropped.has(name)).map((name) => [name, values[name]]));
}

const denialOf = (name: string | undefined, { originOf }: OwnAnnotations): Denial | undefined =>
  name === undefined ? undefined : { annotation: name, from: [originOf(name)] };

/** What counts on a canary itself: how its own endpoints are chosen, and whether clients come back to it. */
const ofCanary: ReadonlySet<string> = new Set([
  'canary',
  'affinity-canary-behavior',
  ...Object.keys(loadBalancing.annotations),
]);

/** A canary takes the settings of the Ingress that it joins; what says how to join means nothing on any other. */
function reportOnCanary(decoded: ReadonlyMap<AnnotationSpecs, Values<AnnotationSpecs>>, report: Report): void {
  const own = decoded.get(canary.annotations) as Values<typeof canary.annotations> | undefined;
  const isOne = own?.canary?.value === true;
  const because = isOne ? 'a canary takes the settings of the Ingress that it joins' : 'canary is not "true"';
  for (const [annotations, values] of decoded) {
    if ((annotations === canary.annotations) === isOne) continue;
    // Client certificates are the host's, and the controller asks every Ingress with a rule for it.
    if (annotations === clientCertificate.annotations) continue;
    for (const annotation in values) {
      const value = values[annotation];
      if (value && !ofCanary.has(annotation)) report('I2G2003', { annotation, because }, value.from);
    }
  }
}
