import type { Diagnostic, Report } from './diagnostics/diagnostic.ts';
import { reporter } from './diagnostics/reporter.ts';
import { type Emission, emit } from './emit/emit.ts';
import type { Written } from './emit/written.ts';
import type { RoutingModel } from './model/routing.ts';
import type { Reader } from './provider.ts';
import { distinct } from './read/distinct.ts';
import { type Input, parseInputs } from './read/inputs.ts';
import { isNamespaced, type Manifest } from './read/manifest.ts';
import { validate } from './validate/stage.ts';

/** Everything one conversion depends on. */
export interface Conversion {
  readonly inputs: readonly Input[];
  /** Only objects of this namespace, where it is given. */
  readonly namespace?: string;
  readonly providers: readonly Reader[];
  readonly emission: Emission;
}

/** What came out. */
export interface Converted {
  readonly model: RoutingModel;
  readonly objects: readonly Written[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The whole program, less the terminal: text in, objects and diagnostics out. Pure; never throws for bad input. */
export function convert({ inputs, namespace, providers, emission }: Conversion): Converted {
  const { report, diagnostics } = reporter();
  const manifests = distinct(parseInputs(inputs, report), report);
  if (namespace !== undefined) reportMissing(namespace, manifests, report);
  // Other namespaces are read as well: their Ingresses have a part in what becomes of a host.
  const model = { hosts: providers.flatMap(({ parse }) => parse(manifests, report).hosts) };
  const objects = emit(model, emission, report, namespace);
  validate(objects, emission, report);
  // What is said about other things, such as the settings of a controller, concerns every namespace.
  const converted = new Set(model.hosts.flatMap(({ from }) => from.map(({ object }) => object?.kind)));
  const concerns = ({ at }: Diagnostic) =>
    namespace === undefined ||
    at.length === 0 ||
    at.some(({ object }) => !object || !converted.has(object.kind) || belongs(object, namespace));
  return { model, objects, diagnostics: diagnostics().filter(concerns) };
}

const belongs = (object: { readonly namespace: string }, namespace: string): boolean =>
  object.namespace === '' || object.namespace === namespace;

function reportMissing(namespace: string, manifests: readonly Manifest[], report: Report): void {
  const seen = [...new Set(manifests.filter(isNamespaced).map(({ ref }) => ref.namespace))].sort();
  if (!seen.includes(namespace)) report('I2G1011', { namespace, seen }, []);
}
