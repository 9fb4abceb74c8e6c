import { type CelInput, type CelResult, celEnv, isCelError, isCelList, isCelMap, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { clipped } from '../clipped.ts';
import type { FieldPath } from '../model/origin.ts';
import type { JsonValue } from '../read/manifest.ts';
import { kubernetesLibrary } from './cel-library.ts';
import { celNameOf, celValueOf } from './cel-values.ts';
import type { Finding, FindingType } from './finding.ts';
import { patternOf } from './patterns.ts';
import { childrenOf, type Rule, type Schema } from './schema.ts';

/** Judges a value by the CEL rules of its schema, at every level: a rule on a field before the rules below it. */
export function checkRules(schema: Schema, value: JsonValue, path: FieldPath): Iterable<Finding> {
  return checkLevel(schema, value, celValueOf(schema, value), path);
}

function* checkLevel(schema: Schema, value: JsonValue, self: CelInput, path: FieldPath): Iterable<Finding> {
  for (const rule of schema['x-kubernetes-validations'] ?? []) yield* checkRule(rule, self, path);
  for (const { key, schema: childSchema, value: child } of childrenOf(schema, value)) {
    yield* checkLevel(childSchema, child, celChildOf(schema, self, key), [...path, key]);
  }
}

function celChildOf(schema: Schema, self: CelInput, key: string | number): CelInput {
  if (isCelList(self)) return self.get(Number(key)) ?? null;
  return isCelMap(self) ? (self.get(celNameOf(schema, String(key))) ?? null) : null;
}

const typeOfReason = {
  FieldValueInvalid: 'Invalid',
  FieldValueForbidden: 'Forbidden',
  FieldValueRequired: 'Required',
  FieldValueDuplicate: 'Duplicate',
} as const satisfies Record<string, FindingType>;

function* checkRule(rule: Rule, self: CelInput, path: FieldPath): Iterable<Finding> {
  // A rule about a transition has nothing to say when an object is created.
  if (/\boldSelf\b/.test(rule.rule)) return;
  const program = programOf(rule.rule);
  const result = 'fault' in program ? undefined : program.run({ self });
  if (result === true) return;
  const fault = 'fault' in program ? program.fault : faultOfEngine(result);
  if (fault !== undefined) {
    yield { path, type: 'Unjudged', message: `by the rule ${clipped(rule.rule)}: ${fault}` };
    return;
  }
  const message = messageOf(rule, self);
  yield {
    path: [...path, ...fieldsIn(rule.fieldPath ?? '')],
    type: typeOfReason[rule.reason ?? 'FieldValueInvalid'],
    message: isCelError(result) ? `${message} (${result.message})` : message,
  };
}

function messageOf(rule: Rule, self: CelInput): string {
  const program = rule.messageExpression === undefined ? undefined : programOf(rule.messageExpression);
  const computed = program && 'run' in program ? program.run({ self }) : undefined;
  if (typeof computed === 'string' && computed.trim() !== '' && !computed.includes('\n')) return computed;
  return rule.message ?? `must satisfy ${rule.rule}`;
}

function fieldsIn(fieldPath: string): FieldPath {
  return Array.from(fieldPath.matchAll(/\.([^.[]+)|\['([^']+)'\]/g), ([, plain, quoted]) => plain ?? quoted ?? '');
}

/** A rule that can be evaluated, or why it cannot. */
type Program = { readonly run: (bindings: { self: CelInput }) => CelResult } | { readonly fault: string };

const environment = celEnv({ funcs: [...strings, ...kubernetesLibrary], re2: { compile: patternOf } });
const programs = new Map<string, Program>();

function programOf(expression: string): Program {
  const known = programs.get(expression);
  if (known) return known;
  const program = compiled(expression);
  programs.set(expression, program);
  return program;
}

function compiled(expression: string): Program {
  try {
    return { run: plan(environment, parse(expression)) };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

// A function that we lack says nothing about the object.
function faultOfEngine(result: CelResult | undefined): string | undefined {
  return isCelError(result) && result.message.startsWith('unbound function') ? result.message : undefined;
}
