import type { FeatureDoc } from './annotations.ts';
import type { Always, Capabilities, Missing } from './emit/capabilities.ts';
import type { Emitter } from './emitter.ts';

/** What an emitter makes of an annotation. */
export type Answer = 'converted' | 'in part' | 'lost' | 'refused' | 'not yet';

/** What each answer means, for people. */
export const answerMeanings: { readonly [A in Answer]: string } = {
  converted: 'it is converted',
  'in part': 'some values come out different, and the report says so',
  lost: 'there is no form for it, and the report says so',
  refused: 'there is no form for it, and the route answers with an error',
  'not yet': 'this version does not convert it, and the report says so',
};

/**
 * The answer of an emitter to one annotation: that to the setting it fills, or to all policies that its feature becomes. A
 * feature that shapes routes alone is always converted.
 */
export function answerFor({ annotations, becomes }: FeatureDoc, annotation: string, emitter: Emitter): Answer {
  const capabilities: Capabilities = emitter.open({}).capabilities;
  const [kind, field] = annotations[annotation]?.fills?.split('.') ?? [];
  const answers = becomes.map((one) => capabilities[one]);
  if (answers.length > 0 && answers.every((answer) => !('render' in answer))) return 'refused';
  const own = capabilities[kind as keyof Capabilities];
  if (own && 'render' in own && field !== undefined) {
    const how = (own.fields as Readonly<Record<string, 'rendered' | Missing | Always>>)[field];
    return how === 'rendered' ? 'converted' : how && 'always' in how ? 'in part' : 'lost';
  }
  const whole = answers.every((a) => 'render' in a && Object.values(a.fields).every((how) => how === 'rendered'));
  return whole ? 'converted' : 'in part';
}
