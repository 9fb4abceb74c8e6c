import { clipped } from '../clipped.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { KubernetesObject } from '../emit/fragment.ts';
import type { GatewayApi } from '../emit/gateway-api.ts';
import { groupBy } from '../group.ts';
import { fieldText, type ObjectRef, type Origins, objectText } from '../model/origin.ts';
import type { Manifest } from '../read/manifest.ts';
import { isJsonObject, type JsonObject } from '../read/values.ts';
import type { CrdSet } from '../validate/crds.ts';
import type { Finding } from '../validate/finding.ts';

/** What says whether an API server would take an object. */
export interface Judge {
  /** The kinds that it knows, as messages call them. */
  readonly known: readonly string[];
  /** Why the object would be refused; `undefined` where it knows nothing of the kind. */
  readonly findingsIn: (object: JsonObject) => readonly Finding[] | undefined;
  /** The release of the kind's definition, where it says so. */
  readonly releaseOf: (apiVersion: string, kind: string) => string | undefined;
}

/** Judges by definitions: structure, defaults, lists, names and CEL. */
export async function judgeBy(crds: CrdSet): Promise<Judge> {
  const { judge } = await import('../validate/judge.ts');
  return {
    known: [...new Set(crds.kinds.map(({ group, kind }) => `${kind} (${group})`))].sort(),
    findingsIn: (object) => {
      const { apiVersion, kind } = object;
      const isKnown = typeof apiVersion === 'string' && typeof kind === 'string' && crds.has(apiVersion, kind);
      return isKnown ? judge(crds, object) : undefined;
    },
    releaseOf: (apiVersion, kind) => crds.definitionOf(apiVersion, kind)?.release,
  };
}

/** Judges without definitions: by schemas of what `print` writes. What they do not know may be right. */
export async function judgeOffline(api: GatewayApi): Promise<Judge> {
  const { checkOffline } = await import('../validate/offline/check.ts');
  const { kindNames, isKnown, knowsAllOf } = await import('../validate/offline/kinds.ts');
  const unjudged = (finding: Finding): Finding =>
    finding.type === 'Unknown' ? { ...finding, type: 'Unjudged', message: 'without --crds' } : finding;
  return {
    known: kindNames(),
    findingsIn: (object) => {
      const { apiVersion, kind } = object;
      if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isKnown(apiVersion, kind)) return undefined;
      const findings = checkOffline(object, api);
      return knowsAllOf(apiVersion) ? findings : findings.map(unjudged);
    },
    releaseOf: () => undefined,
  };
}

/** A type as a key. */
const typeText = (object: { readonly apiVersion: string; readonly kind?: string; readonly ref?: ObjectRef }): string =>
  `${object.apiVersion} ${object.kind ?? object.ref?.kind}`;

/** How many objects there were. */
export interface Count {
  readonly judged: number;
  readonly refused: number;
}

/** Judges what was read, and reports each fault at the line of its field. */
export function judgeManifests(judge: Judge, manifests: readonly Manifest[], report: Report): Count {
  const verdicts = manifests.map((manifest) => ({ manifest, findings: judge.findingsIn(manifest.body) }));
  const judged = verdicts.flatMap(({ manifest, findings }) => (findings ? [{ manifest, findings }] : []));
  const others = verdicts.flatMap(({ manifest, findings }) => (findings ? [] : [manifest]));
  for (const [first, ...more] of groupBy(others, typeText).values()) {
    const at = [first, ...more].map(({ originOf }) => originOf(['kind']));
    report('I2G5002', { kind: first.ref.kind, apiVersion: first.apiVersion, known: judge.known }, at);
  }
  if (judged.length === 0) report('I2G5003', { seen: [...new Set(others.map(({ ref }) => ref.kind))].sort() }, []);
  const told = judged.flatMap(({ manifest, findings }) =>
    shortened(findings).map((finding) => ({
      code: isFault(finding) ? ('I2G5001' as const) : ('I2G5004' as const),
      data: wordsOf(finding, manifest.ref),
      at: manifest.originOf(finding.path),
    })),
  );
  // An object may be there twice, with the same fault: both places count.
  for (const [first, ...more] of groupBy(told, ({ code, data }) => JSON.stringify([code, data])).values()) {
    report(
      first.code,
      first.data,
      [first, ...more].map(({ at }) => at),
    );
  }
  return { judged: judged.length, refused: judged.filter(({ findings }) => findings.some(isFault)).length };
}

/** Judges what no definition sees: references between the objects, and who owns what. */
export async function judgeReferences(manifests: readonly Manifest[], report: Report): Promise<void> {
  const { flawsOf } = await import('../validate/references.ts');
  // What has no name is told of as such.
  const named = manifests.filter(({ ref }) => ref.name !== '');
  const sources = new Map(named.map((manifest) => [asObject(manifest), manifest]));
  for (const { object, path, message, isLeave } of flawsOf([...sources.keys()])) {
    const manifest = sources.get(object);
    if (manifest === undefined) continue;
    const data = { object: objectText(manifest.ref), field: fieldText(path), reason: message };
    report(isLeave ? 'I2G5011' : 'I2G5010', data, [manifest.originOf(path)]);
  }
}

/** What references are read from: whatever else the object holds is somebody else's to judge. */
function asObject({ apiVersion, ref, body }: Manifest): KubernetesObject {
  const { kind, namespace, name } = ref;
  const { spec } = body;
  return { apiVersion, kind, metadata: { namespace, name }, ...(isJsonObject(spec) && { spec }) };
}

/** An object of the output, and what it was made of. */
export interface Judged {
  readonly object: KubernetesObject;
  readonly from: Origins;
}

/** Judges what is printed. Its faults are told where the objects come from. */
export function judgeOutput(judge: Judge, objects: readonly Judged[], report: Report): void {
  for (const { object, from } of objects) {
    const { apiVersion, kind, metadata } = object;
    const findings = judge.findingsIn(object as object as JsonObject);
    if (findings === undefined) reportUnknownKind(judge, object, objects, report);
    for (const finding of shortened(findings ?? [])) {
      const data = wordsOf(finding, { kind, namespace: metadata.namespace ?? '', name: metadata.name });
      if (isFault(finding)) report('I2G9003', { ...data, release: judge.releaseOf(apiVersion, kind) }, from);
      else report('I2G5004', data, from);
    }
  }
}

function reportUnknownKind(judge: Judge, one: KubernetesObject, objects: readonly Judged[], report: Report): void {
  const { apiVersion, kind } = one;
  const at = objects.filter(({ object }) => typeText(object) === typeText(one)).flatMap(({ from }) => [...from]);
  // Every cluster has the kinds of the core.
  if (apiVersion.includes('/')) report('I2G5005', { kind, apiVersion }, at);
  else report('I2G5002', { kind, apiVersion, known: judge.known }, at);
}

/** Whether the API server would refuse the object for it. */
const isFault = ({ type }: Finding): boolean => type !== 'Unjudged';

const wordsOf = ({ path, message }: Finding, ref: ObjectRef) => ({
  object: objectText(ref),
  field: clipped(fieldText(path)),
  reason: message,
});

/** How many faults of one object are told: a thousand of them are one mistake. */
const mostFindings = 50;

function shortened(findings: readonly Finding[]): readonly Finding[] {
  const more = findings.length - mostFindings;
  if (more <= 0) return findings;
  return [...findings.slice(0, mostFindings), { path: [], type: 'Invalid', message: `${more} more faults, not shown` }];
}
