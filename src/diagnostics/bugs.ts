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
};
