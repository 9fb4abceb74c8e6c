import { canI } from './can-i.ts';
import { entry } from './entry.ts';

/** 1xxx: what can be wrong with a text before anybody asks what it means. */
export const readingEntries = {
  I2G1001: entry<{ problem: string }>({
    name: 'text-not-readable',
    severity: 'error',
    message: (d) => `this document is not YAML or JSON that kubectl would read: ${d.problem}`,
    explain: 'The document cannot be parsed. It is left out; the other documents of the file are converted.',
  }),
  I2G1002: entry<{ mark: string }>({
    name: 'template-not-rendered',
    severity: 'error',
    message: (d) => `this document is a template that nobody has rendered: ${d.mark}`,
    hint: () => 'render it first: `helm template … | ingress2gateway print …`',
    explain:
      'The document holds directives of Helm, Jinja or a similar tool and is no YAML until that tool has run. It is left out.',
  }),
  I2G1003: entry<{ problem: string }>({
    name: 'not-an-object',
    severity: 'info',
    message: (d) => `this is no Kubernetes object: ${d.problem}`,
    explain:
      'Values files, patches and the like often lie beside manifests. What has no `apiVersion` and `kind` is passed over.',
  }),
  I2G1004: entry<Record<never, never>>({
    name: 'ingress-without-api-version',
    severity: 'error',
    message: () => 'this Ingress has no `apiVersion`',
    hint: () => 'add `apiVersion: networking.k8s.io/v1`',
    explain: 'Without an `apiVersion` nobody can say how to read the object. It is left out.',
  }),
  I2G1005: entry<{ key: string }>({
    name: 'duplicate-key',
    severity: 'warning',
    message: (d) => `the key \`${d.key}\` stands twice in one map; like kubectl, the last one is used`,
    hint: () => 'remove the one that is not meant',
    explain:
      'Of two equal keys kubectl silently keeps the last. The value of the first is lost in the cluster as well.',
  }),
  I2G1006: entry<Record<never, never>>({
    name: 'text-after-document-end',
    severity: 'warning',
    message: () => 'what follows `...` is not read, neither here nor by kubectl',
    hint: () => 'put `---` between the documents',
    explain: 'kubectl separates documents at `---` alone and drops what comes after `...` without a word.',
  }),
  I2G1007: entry<{ generated: boolean }>({
    name: 'ingress-without-name',
    severity: 'error',
    message: (d) =>
      d.generated
        ? 'this Ingress has no name yet: `generateName` makes one in the cluster'
        : 'this Ingress has no name',
    hint: () => 'add `metadata.name`',
    explain: 'The printed objects are named after their Ingress. One without `metadata.name` is left out.',
  }),
  I2G1008: entry<{ field: string; written: string; type: string }>({
    name: 'value-not-a-string',
    severity: 'warning',
    message: (d) => `\`${d.field}\` is a ${d.type} and must be a string; it is read as "${d.written}"`,
    hint: (d) => `quote it: "${d.written}"`,
    explain:
      'Names, labels, annotations and the entries of a ConfigMap are strings; the API server refuses an object where one is a number or a boolean. The conversion goes on with its text.',
  }),
  I2G1009: entry<{ field: string; type: string }>({
    name: 'value-not-a-scalar',
    severity: 'error',
    message: (d) => `\`${d.field}\` is a ${d.type}, and has to be a string`,
    hint: () => 'quote it, or write it as a block of text after `|`',
    explain:
      'Names, labels, annotations and the entries of a ConfigMap are strings; the API server refuses an object where one is a list or a map. An annotation counts as set, to a value that means nothing.',
  }),
  I2G1010: entry<{ object: string }>({
    name: 'object-defined-twice',
    severity: 'warning',
    message: (d) => `${d.object} is defined twice, and not alike: the last one is converted`,
    hint: () => 'remove one of them from the inputs',
    explain:
      'Two inputs hold an object of the same kind, namespace and name. A cluster keeps the one that is applied last.',
  }),
  I2G1011: entry<{ namespace: string; seen: readonly string[] }>({
    name: 'namespace-without-objects',
    severity: 'error',
    message: (d) =>
      `no object is in the namespace ${d.namespace}: ${d.seen.length === 0 ? 'none was read' : `there are ${d.seen.join(', ')}`}`,
    hint: () => 'correct --namespace, or convert all with --all-namespaces',
    explain:
      'Only objects of the namespace that --namespace names are printed. Ones without a namespace are in default.',
  }),
  I2G1012: entry<{ kind: string; plural: string; namespace: string; context: string }>({
    name: 'other-namespaces-not-readable',
    severity: 'warning',
    message: (d) =>
      `objects of kind ${d.kind} may be listed in the namespace ${d.namespace} alone: what those of other namespaces ask for the same hosts is not known`,
    hint: (d) => `see who may: ${canI('list', d, d.context)}`,
    explain:
      'nginx makes one server of all Ingresses of a host, in whatever namespaces they are, and some of them guard it for all. Where the cluster lets nobody list Ingresses of all namespaces, only those of the one that is converted count.',
  }),
  I2G1013: entry<{
    kind: string;
    plural: string;
    verb: 'list' | 'get';
    namespaces: readonly string[];
    said: string;
    without: string;
    context: string;
  }>({
    name: 'kind-not-readable',
    severity: 'info',
    message: (d) => {
      const [one, ...more] = d.namespaces;
      const where =
        one === undefined ? '' : ` in the namespace${more.length === 0 ? '' : 's'} ${d.namespaces.join(', ')}`;
      return `objects of kind ${d.kind} may not be read${where}: ${d.without}`;
    },
    hint: (d) => `${d.said}; see who may: ${canI(d.verb, d, d.context, d.namespaces[0])}`,
    explain:
      'The cluster answers 403 to a request for objects that the conversion would use. It goes on without them, as it does where they are not among the input files.',
  }),
  I2G1014: entry<{ namespace: string; converted: readonly string[] }>({
    name: 'namespace-without-output',
    severity: 'error',
    message: (d) =>
      `nothing of the namespace ${d.namespace} is converted: what is converted is in ${d.converted.join(', ')}`,
    hint: () => 'name another one with --namespace, or convert all with --all-namespaces',
    explain:
      'Only objects of one namespace are printed: the one that --namespace names, and for a cluster that of the context. No Ingress there is converted, and there are others elsewhere.',
  }),
};
