import type { AnnotationSpec, Claim, Except, FeatureDoc } from './annotations.ts';
import type { FieldAnswer, Missing } from './emit/capabilities.ts';
import type { Trait } from './emit/traits.ts';
import type { Dialect } from './emitter.ts';
import type { PolicyKind } from './model/policies/index.ts';

/** What an emitter makes of an annotation. */
export interface Answer {
  readonly how: 'exact' | 'approximate' | 'impossible';
  /** What is different or where the limit is, why there is no form for it, or why none is needed. */
  readonly because: readonly string[];
  /** What to do instead. */
  readonly instead: readonly string[];
}

/** What each answer means, for people. */
export const answerMeanings: { readonly [A in Answer['how']]: string } = {
  exact: 'the output does the same, and the report names what passes a limit',
  approximate: 'the output does nearly the same, and the report says how it differs',
  impossible: 'there is no form for it, and the report says so; what guards a route makes it answer with an error',
};

const exact: Answer = { how: 'exact', because: [], instead: [] };

/** The one answer of an emitter to one annotation: the worst of the answers to all that it comes to. */
export function answerFor({ annotations }: FeatureDoc, annotation: string, dialect: Dialect): Answer {
  const spec: AnnotationSpec | undefined = annotations[annotation];
  if (spec === undefined) return exact;
  const { fills } = spec;
  if ('exact' in fills) return { how: 'exact', because: [fills.exact], instead: [] };
  if ('approximate' in fills) return { how: 'approximate', because: [fills.approximate], instead: [] };
  if ('impossible' in fills) return impossible({ because: fills.impossible, instead: fills.instead });
  const claims = fills.filter((one) => typeof one === 'string');
  const answers = claims.map((claim) => answerToClaim(claim, dialect));
  const can = answers.some((answer) => answer.how !== 'impossible');
  const exceptions = can ? fills.flatMap((one) => (typeof one === 'string' ? [] : [exceptionTo(one)])) : [];
  const all = [...answers, ...exceptions];
  return {
    // Where one of several settings is lost, the rest is still said.
    how: !can ? 'impossible' : all.every((answer) => answer.how === 'exact') ? 'exact' : 'approximate',
    because: [...new Set(all.flatMap(({ because }) => because))],
    instead: [...new Set(all.flatMap(({ instead }) => instead))],
  };
}

const exceptionTo = ({ except, rare }: Except): Answer => ({
  how: rare ? 'exact' : 'approximate',
  because: [except],
  instead: [],
});

const impossible = ({ because, instead }: Missing): Answer => ({
  how: 'impossible',
  because: [because],
  instead: [instead],
});

function answerToClaim(claim: Claim, { capabilities, structure }: Dialect): Answer {
  const [kind = '', field = ''] = claim.split('.');
  if (kind === 'route') return answerTo(structure.traits[field as Trait]);
  const capability = capabilities[kind as PolicyKind];
  if ('because' in capability) return impossible(capability);
  return answerTo((capability.fields as Readonly<Record<string, FieldAnswer>>)[field] ?? 'rendered');
}

function answerTo(how: FieldAnswer | { readonly summary: string; readonly limit?: true }): Answer {
  if (how === 'rendered') return exact;
  if ('summary' in how) return { how: how.limit ? 'exact' : 'approximate', because: [how.summary], instead: [] };
  if ('always' in how) return { how: 'approximate', because: [how.because], instead: [how.instead] };
  return impossible(how);
}
