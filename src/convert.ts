import type { Diagnostic, Report } from './diagnostics/diagnostic.ts';
import { reporter } from './diagnostics/reporter.ts';
import { type Emission, emit } from './emit/emit.ts';
import { reportNewerReleases } from './emit/newer-releases.ts';
import type { Written } from './emit/written.ts';
import type { RoutingModel } from './model/routing.ts';
import type { Reader } from './provider.ts';
import { distinct } from './read/distinct.ts';
import { type Input, parseInputs } from './read/inputs.ts';
import { liveManifests } from './read/live.ts';
import { isNamespaced, type Manifest } from './read/manifest.ts';
import type { JsonObject } from './read/values.ts';
import { validate } from './validate/stage.ts';

/** What a cluster holds, by the name of its context. */
export interface LiveObjects {
  readonly context: string;
  readonly objects: readonly JsonObject[];
}

/** Everything one conversion depends on. */
export interface Conversion {
  readonly inputs: readonly Input[];
  /** Objects that stood in no text, as those of a cluster. */
  readonly objects?: readonly LiveObjects[];
  /** Only objects of this namespace, where it is given. */
  readonly namespace?: string;
  readonly providers: readonly Reader[];
  readonly emission: Emission;
  /** Nobody wants to hear of anything but errors. */
  readonly errorsOnly?: boolean;
}

/** What came out. */
export interface Converted {
  /** What was read. */
  readonly manifests: readonly Manifest[];
  readonly model: RoutingModel;
  readonly objects: readonly Written[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The whole program, less the terminal: text in, objects and diagnostics out. Pure; never throws for bad input. */
export function convert({
  inputs,
  objects: live = [],
  namespace,
  providers,
  emission,
  errorsOnly,
}: Conversion): Converted {
  const { report, diagnostics } = reporter(errorsOnly);
  const manifests = distinct(
    [
      ...parseInputs(inputs, report),
      ...live.flatMap(({ context, objects }) => liveManifests(context, objects, report)),
    ],
    report,
  );
  // Other namespaces are read as well: their Ingresses have a part in what becomes of a host.
  const model = { hosts: providers.flatMap(({ parse }) => parse(manifests, report).hosts) };
  if (namespace !== undefined) reportMissing(namespace, manifests, model, report);
  reportNewerReleases(emission.dialect, report);
  const objects = emit(model, emission, report, namespace);
  validate(objects, emission, report);
  const said = diagnostics();
  return {
    manifests,
    model,
    objects,
    diagnostics: namespace === undefined ? said : concerning(namespace, said, model),
  };
}

/** What is said about a namespace, or about other things than what is converted, such as the settings of a controller. */
function concerning(namespace: string, said: readonly Diagnostic[], { hosts }: RoutingModel): readonly Diagnostic[] {
  const converted = new Set(hosts.flatMap(({ from }) => from.map(({ object }) => object?.kind)));
  return said.filter(
    ({ at }) =>
      at.length === 0 || at.some(({ object }) => !object || !converted.has(object.kind) || belongs(object, namespace)),
  );
}

const belongs = (object: { readonly namespace: string }, namespace: string): boolean =>
  object.namespace === '' || object.namespace === namespace;

function reportMissing(
  namespace: string,
  manifests: readonly Manifest[],
  { hosts }: RoutingModel,
  report: Report,
): void {
  const seen = [...new Set(manifests.filter(isNamespaced).map(({ ref }) => ref.namespace))].sort();
  if (!seen.includes(namespace)) {
    report('I2G1011', { namespace, seen }, []);
    return;
  }
  const converted = [...new Set(hosts.flatMap(({ from }) => from.map(({ object }) => object?.namespace ?? '')))].sort();
  if (converted.length > 0 && !converted.includes(namespace)) report('I2G1014', { namespace, converted }, []);
}
