import { entry } from './entry.ts';

/** 9xxx: faults of this program, said instead of thrown. */
export const bugEntries = {
  I2G9001: entry<{ problem: string }>({
    name: 'internal-error',
    severity: 'error',
    message: (d) => `this is a bug in ingress2gateway: ${d.problem}`,
    hint: () => 'please report it with the input that shows it',
    explain: 'Something happened that the program rules out. What it printed must not be trusted.',
  }),
  I2G9002: entry<{ object: string; field: string; reason: string }>({
    name: 'object-not-admitted',
    severity: 'error',
    message: (d) => `this is a bug in ingress2gateway: ${d.object} is not valid: ${d.field}: ${d.reason}`,
    hint: () => 'please report it with the input that shows it; until then, correct the object by hand',
    explain:
      'What was printed breaks a limit or a rule of its own kind. An API server would refuse the object, or nobody could say what becomes of it. Input of any kind must not lead to that.',
  }),
  I2G9003: entry<{ object: string; release: string | undefined; field: string; reason: string }>({
    name: 'output-refused-by-crds',
    severity: 'error',
    message: (d) =>
      `${d.object} of the output is refused by its CustomResourceDefinition${d.release === undefined ? '' : `, ${d.release}`}: ${d.field === '' ? '' : `${d.field}: `}${d.reason}`,
    hint: () =>
      'if the cluster is older than what the output is for, name its releases with --gateway-api-version and --agentgateway-version; if it is not, this is a bug: please report it',
    explain:
      'Every printed object was judged by the CustomResourceDefinitions that `--crds` names, and an API server with these would not take this one. Either they belong to another release than the output is for, or this program is wrong.',
  }),
  I2G9004: entry<{ object: string; field: string; reason: string }>({
    name: 'reference-unresolved',
    severity: 'error',
    message: (d) =>
      `this is a bug in ingress2gateway: ${d.object} does not fit the other objects: ${d.field}: ${d.reason}`,
    hint: () => 'please report it with the input that shows it; until then, correct the object by hand',
    explain:
      'What was printed refers to something that is not there, or says twice what can be said once. Each object may be admitted, and together they do not work. Input of any kind must not lead to that.',
  }),
};
