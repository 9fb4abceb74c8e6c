import { entry } from './entry.ts';

/** 5xxx: what a CustomResourceDefinition says about an object. */
export const validationEntries = {
  I2G5001: entry<{ object: string; field: string; reason: string }>({
    name: 'object-refused',
    severity: 'error',
    message: (d) => `${d.object} is refused: ${d.field === '' ? '' : `${d.field}: `}${d.reason}`,
    explain:
      'An API server with these CustomResourceDefinitions would not take the object: a field that the definition does not know, a value that its schema does not allow, or a rule (CEL) that the object breaks.',
  }),
  I2G5002: entry<{ kind: string; apiVersion: string; known: readonly string[] }>({
    name: 'kind-not-judged',
    severity: 'info',
    message: (d) =>
      `objects of kind ${d.kind} in ${d.apiVersion} are not judged: no CustomResourceDefinition defines it`,
    hint: (d) => `the definitions at hand are for ${d.known.join(', ')}`,
    explain:
      'Objects are judged by the CustomResourceDefinitions that `--crds` names, and ConfigMaps and Secrets by the rules of every cluster. Other kinds are passed over.',
  }),
  I2G5003: entry<{ seen: readonly string[] }>({
    name: 'nothing-judged',
    severity: 'error',
    message: (d) =>
      d.seen.length === 0
        ? 'there is nothing to judge: no input holds an object'
        : `there is nothing to judge: the inputs hold ${d.seen.join(', ')} only`,
    hint: (d) => (d.seen.length === 0 ? undefined : 'name the CustomResourceDefinitions of these kinds with --crds'),
    explain: 'Not one object of the inputs was judged, so nothing is known of any of them.',
  }),
  I2G5004: entry<{ object: string; field: string; reason: string }>({
    name: 'part-not-judged',
    severity: 'info',
    message: (d) => `${d.object}: ${d.field === '' ? 'the object' : d.field} is not judged ${d.reason}`,
    explain:
      'The definition asks for something that this program cannot tell: a rule with a function that it does not have, a pattern that is none, or a schema that no API server would take. Everything else about the object was judged.',
  }),
  I2G5005: entry<{ kind: string; apiVersion: string }>({
    name: 'kind-not-installed',
    severity: 'warning',
    message: (d) => `${d.kind} in ${d.apiVersion} is not installed: no CustomResourceDefinition of --crds defines it`,
    hint: () => 'install its definitions before you apply the objects, or name them with --crds as well',
    explain:
      'The output holds objects of a kind that the definitions named by `--crds` do not know. They are printed, but an API server with these definitions alone takes none of them.',
  }),
  I2G5006: entry<{ problem: string }>({
    name: 'no-object-to-judge',
    severity: 'error',
    message: (d) => `this is no Kubernetes object: ${d.problem}`,
    hint: () => 'name the files that hold objects only',
    explain:
      'A conversion passes over what has no `apiVersion` and `kind`, such as the values of a chart. `kubectl apply` does not: it refuses the document, and so does `validate`.',
  }),
  I2G5010: entry<{ object: string; field: string; reason: string }>({
    name: 'reference-broken',
    severity: 'error',
    message: (d) => `${d.object} does not fit the other objects: ${d.field}: ${d.reason}`,
    explain:
      'Each object may be admitted, and together they do not work: a reference names a rule or a listener that its object does not have, a listener does not admit the route, two objects have one name, or two policies set one field of one target.',
  }),
  I2G5011: entry<{ object: string; field: string; reason: string }>({
    name: 'leave-missing',
    severity: 'warning',
    message: (d) => `${d.object} refers to another namespace: ${d.field}: ${d.reason}`,
    hint: () => 'add a ReferenceGrant to that namespace, unless the cluster has one',
    explain:
      'A reference into another namespace counts only where that namespace has a ReferenceGrant for it. There is none among the inputs.',
  }),
};
