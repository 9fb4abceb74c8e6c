import type { CrdSet } from './crds.ts';
import { withDefaults } from './defaults.ts';
import type { Version } from './definition.ts';
import type { Finding, FindingType } from './finding.ts';
import { checkListTypes } from './list-types.ts';
import { checkMetadata } from './metadata.ts';
import { checkRules } from './rules.ts';
import { isObject, type JsonObject } from './schema.ts';
import { checkStructure } from './structure.ts';
import { checkUnknownFields } from './unknown-fields.ts';

// A rule may rely on what the schema promises: after one of these it is not asked.
const blocking = new Set<FindingType>(['NotSupported', 'Required', 'TooLong', 'TooMany', 'TypeInvalid']);

/**
 * Says why the API server would refuse to create the object under strict field validation;
 * nothing if it would admit it. The order of the steps is the server's.
 */
export function judge(crds: CrdSet, object: JsonObject): readonly Finding[] {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || apiVersion === '') return refused('apiVersion', 'Required', 'is required');
  if (typeof kind !== 'string' || kind === '') return refused('kind', 'Required', 'is required');
  const definition = crds.definitionOf(apiVersion, kind);
  if (!definition) return refused('kind', 'NotSupported', `there is no ${kind} in ${apiVersion}`);
  const version = definition.versions.get(apiVersion.slice(apiVersion.indexOf('/') + 1));
  if (!version?.served) return refused('apiVersion', 'NotSupported', `${kind} is not served as ${apiVersion}`);
  if (version.fault !== undefined) return refused('kind', 'Unjudged', `by its definition: ${version.fault}`);
  return judgeBy(version, definition.namespaced, object);
}

function refused(field: string, type: FindingType, message: string): readonly Finding[] {
  return [{ path: [field], type, message }];
}

function judgeBy(version: Version, namespaced: boolean, object: JsonObject): readonly Finding[] {
  const { schema } = version;
  const { status, ...withoutStatus } = object;
  const created = withDefaults(schema, version.hasStatusSubresource ? withoutStatus : object);
  const findings = [
    ...checkUnknownFields(schema, object, []),
    ...checkMetadata(isObject(object['metadata']) ? object['metadata'] : {}, namespaced),
    ...checkStructure(schema, created, []),
    ...checkListTypes(schema, created, []),
  ];
  const isBlocked = findings.some(({ type }) => blocking.has(type));
  return isBlocked ? findings : [...findings, ...checkRules(schema, created, [])];
}
