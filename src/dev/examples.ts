import { annotationsOf } from '../annotations.ts';
import { type Effect, effectOf } from '../commands/example.ts';
import { compareText } from '../compare.ts';
import { parseManifests } from '../read/parse.ts';
import { emitters, providers } from '../registry.ts';
import { goldenTexts } from './testdata.ts';

/** What `explain` shows: for each code a message as the golden cases have it, for each annotation an input that sets it. */
export interface Examples {
  readonly codes: Readonly<Record<string, string>>;
  /** Inputs that annotations share. */
  readonly inputs: readonly string[];
  /** Which of the inputs shows an annotation. */
  readonly annotations: Readonly<Record<string, number>>;
}

const sorted = <T>(map: ReadonlyMap<string, T>): Record<string, T> =>
  Object.fromEntries([...map].sort(([a], [b]) => compareText(a, b)));

/** The shortest message of each code, so that the point is easy to see, and the plainest input for each annotation. */
export function examples(): Examples {
  const codes = new Map<string, string>();
  for (const { text: report } of goldenTexts('report.txt')) {
    for (const block of report.split('\n\n')) {
      const [, code] = /^(?:error|warning|info)\[(I2G\d{4})\]/.exec(block) ?? [];
      if (code !== undefined) keepShortest(codes, code, block.trimEnd());
    }
  }
  const plainest = plainestInputs();
  const inputs = [...new Set(plainest.values())].sort(compareText);
  const annotations = new Map([...plainest].map(([name, input]) => [name, inputs.indexOf(input)]));
  return { codes: sorted(codes), inputs, annotations: sorted(annotations) };
}

/** For each annotation the input that shows best what it does, and is plain. */
function plainestInputs(): ReadonlyMap<string, string> {
  const specs = new Map(providers.flatMap((p) => p.features.flatMap((f) => Object.entries(f.annotations))));
  const found = new Map<string, { readonly cost: number; readonly text: string }[]>();
  for (const { text } of goldenTexts('input.yaml')) {
    const objects = parseManifests('input.yaml', text, () => {});
    const set = objects.flatMap((manifest) => Object.entries(annotationsOf(manifest)));
    const cost = set.length * 10_000 + objects.length * 1_000 + text.length;
    for (const [key, value] of set) {
      const name = key.replace(/^.*\//, '');
      const spec = specs.get(name);
      if (!spec || value === '' || !spec.schema.safeParse(String(value)).success) continue;
      found.set(name, [...(found.get(name) ?? []), { cost, text }]);
    }
  }
  return new Map(
    [...found].map(([name, inputs]) => {
      inputs.sort((a, b) => a.cost - b.cost || compareText(a.text, b.text));
      const best = [converts, shows, isRead].reduce<(typeof inputs)[number] | undefined>(
        (found, good) => found ?? inputs.find(({ text }) => good(text, name)),
        undefined,
      );
      return [name, (best ?? inputs[0])?.text ?? ''];
    }),
  );
}

/** Says that an annotation has no effect, or that nginx does not start with it. */
const inVain = /I2G2(?:003|122|301|340|341|360|361|373)/;

const known = new Map<string, readonly Effect[]>();

/** What each emitter makes of it, worked out once. */
function effectsOf(input: string, annotation: string): readonly Effect[] {
  const key = `${annotation} ${input}`;
  const effects = known.get(key) ?? emitters.map((emitter) => effectOf(input, annotation, emitter));
  known.set(key, effects);
  return effects;
}

/** Whether the annotation means something in the input. */
const isRead = (input: string, annotation: string): boolean =>
  !effectsOf(input, annotation).some(({ messages }) => messages.some((message) => inVain.test(message)));

/** Whether some emitter makes something of the annotation, and none of that is an error or a loss. */
const converts = (input: string, annotation: string): boolean =>
  isRead(input, annotation) &&
  effectsOf(input, annotation).some(
    ({ objects, messages }) => objects !== '' && !messages.some((message) => /^error|I2G3001/.test(message)),
  );

/** Whether the annotation does something in the input: objects change, or more is said. */
const shows = (input: string, annotation: string): boolean =>
  isRead(input, annotation) &&
  effectsOf(input, annotation).some(({ objects, messages }) => objects !== '' || messages.length > 0);

function keepShortest(map: Map<string, string>, key: string, text: string): void {
  const there = map.get(key);
  if (there === undefined || text.length < there.length) map.set(key, text);
}
