import { convert } from '../convert.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { KubernetesObject } from '../emit/fragment.ts';
import { defaultSettings } from '../emit/settings.ts';
import type { Emitter } from '../emitter.ts';
import { finish } from '../print/finish.ts';
import { printYaml } from '../print/yaml.ts';
import { parseManifests } from '../read/parse.ts';
import { providers } from '../registry.ts';
import { version } from '../version.ts';

/** What one annotation adds to the output of an input that sets it. */
export interface Effect {
  /** The objects that are there for the annotation, or that are different for it, as YAML; empty where there are none. */
  readonly objects: string;
  /** What is said because of it: severity, code and message. */
  readonly messages: readonly string[];
}

/** Converts an input twice, with the annotation and without it, and tells the difference. */
export function effectOf(input: string, annotation: string, emitter: Emitter): Effect {
  const objects = parseManifests('example.yaml', input, () => {}).map(({ body }) => body as Annotated);
  const [withIt, without] = [objects, objects.map((object) => withoutAnnotation(object, annotation))].map((items) =>
    convert({
      inputs: [{ path: 'example.yaml', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }],
      providers: providers.map((provider) => provider.open({})),
      emission: { dialect: emitter.open({}), others: [], settings: defaultSettings },
    }),
  );
  const before = new Set(without?.objects.map(({ object }) => textOf(object)));
  const saidBefore = new Set(without?.diagnostics.map(lineOf));
  const changed = (withIt?.objects ?? []).filter(({ object }) => !before.has(textOf(object)));
  return {
    objects: changed.length === 0 ? '' : printYaml(changed.map((written) => finish(written, 'none', version))),
    messages: [...new Set((withIt?.diagnostics ?? []).map(lineOf))].filter((line) => !saidBefore.has(line)),
  };
}

interface Annotated {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, unknown>> };
}

function withoutAnnotation(object: Annotated, annotation: string): Annotated {
  const { metadata } = object;
  if (!metadata?.annotations) return object;
  const annotations = Object.entries(metadata.annotations).filter(([key]) => !key.endsWith(`/${annotation}`));
  return { ...object, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
}

const textOf = (object: KubernetesObject): string => JSON.stringify(object);
const lineOf = ({ severity, code, message }: Diagnostic): string => `${severity}[${code}]: ${message}`;
