import { entry } from './entry.ts';
import { some } from './some.ts';

/** 215x: what a provider says about the settings of the controller itself. */
export const controllerEntries = {
  I2G2150: entry<{ configMap: string }>({
    name: 'controller-settings-used',
    severity: 'info',
    message: (d) => `ConfigMap ${d.configMap} is taken for the settings of the controller`,
    hint: () => 'name another one with --ingress-nginx-configmap',
    explain:
      "The controller's ConfigMap holds the defaults of annotations and settings for all hosts. The one that the flag names is used, or the one among the inputs that the Helm chart or the static manifests would have made.",
  }),
  I2G2151: entry<{ configMap: string }>({
    name: 'controller-settings-missing',
    severity: 'error',
    message: (d) => `ConfigMap ${d.configMap} is not among the inputs, so its settings are not converted`,
    hint: () => 'add it to the inputs',
    explain: 'The flag --ingress-nginx-configmap names a ConfigMap that no input holds. It may guard every host.',
  }),
  I2G2156: entry<{ looked: readonly string[] }>({
    name: 'controller-settings-not-found',
    severity: 'warning',
    message: () =>
      'no ConfigMap of the controller is found in the cluster: settings for all hosts, which may keep somebody out, are not converted',
    hint: (d) =>
      `name it with --ingress-nginx-configmap; looked for the names ${d.looked.join(', ')} and the label app.kubernetes.io/name=ingress-nginx`,
    explain:
      'Where a cluster is read, a ConfigMap of the controller is looked for by its usual names and its label. Its keys, such as global-auth-url or whitelist-source-range, guard every host.',
  }),
  I2G2152: entry<{ configMaps: readonly string[] }>({
    name: 'several-controller-settings',
    severity: 'error',
    message: (d) =>
      `${d.configMaps.join(' and ')} all look like the ConfigMap of the controller, so none of them is used`,
    hint: () => 'choose one with --ingress-nginx-configmap namespace/name',
    explain: 'Several controllers run in the cluster, each with settings of its own, and nothing says which is meant.',
  }),
  I2G2153: entry<{ configMap: string; key: string; nearest?: string }>({
    name: 'unknown-controller-setting',
    severity: 'warning',
    message: (d) => `${d.key} in ConfigMap ${d.configMap} is no setting of ingress-nginx and has no effect`,
    hint: (d) => (d.nearest === undefined ? undefined : `did you mean ${d.nearest}?`),
    explain: 'Release 1.15 of the controller does not read the key.',
  }),
  I2G2154: entry<{ configMap: string; key: string; about: string; instead: string }>({
    name: 'controller-setting-not-converted',
    severity: 'by-stake',
    message: (d) => `${d.key} in ConfigMap ${d.configMap} is not converted: the output lacks ${d.about}`,
    hint: (d) => d.instead,
    explain: 'The setting holds for all hosts of the controller, and the output has no form for it.',
  }),
  I2G2155: entry<{ configMap: string; key: string; value: string; problem: string; closed: boolean }>({
    name: 'invalid-controller-setting',
    severity: 'by-stake',
    message: (d) =>
      `${d.key} in ConfigMap ${d.configMap} has an invalid value ${JSON.stringify(d.value)}: ${d.problem}`,
    hint: (d) =>
      d.closed
        ? 'nginx refuses such a configuration, and the output answers with an error wherever the value would count'
        : 'ingress-nginx keeps its default, and so does the output',
    explain:
      'The controller cannot read the value and goes on as if the key were not there. A list that keeps somebody out is written into the configuration of nginx as it is, and nginx does not start with it.',
  }),
  I2G2157: entry<{ configMap: string; ports: readonly string[]; protocol?: 'TCP' | 'UDP' }>({
    name: 'streams-not-converted',
    severity: 'warning',
    message: (d) =>
      `the ${d.protocol === undefined ? '' : `${d.protocol} `}${d.ports.length === 1 ? 'port' : 'ports'} ${some(d.ports)} of ConfigMap ${d.configMap} ${d.ports.length === 1 ? 'is' : 'are'} not converted`,
    hint: (d) =>
      `where the controller is told of the ConfigMap, make a listener and a ${d.protocol === undefined ? 'TCPRoute or UDPRoute' : `${d.protocol}Route`} for each port by hand`,
    explain:
      'The ConfigMaps that the flags --tcp-services-configmap and --udp-services-configmap of the controller name hand ports of the controller on to Services, without HTTP. No Ingress speaks of them.',
  }),
};
