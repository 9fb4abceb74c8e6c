import { opaque } from '../refuse.ts';
import { feature } from '../site.ts';

/** Where ConfigMaps keep somebody out and nobody knows which of them counts, nobody gets in. */
export const configInDoubt = feature({
  name: 'config-in-doubt',
  summary: 'Access control in ConfigMaps that may be that of the controller.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/',
  annotations: {},
  becomes: ['opaque-access'],
  lower(_values, { config: { inDoubt } }) {
    if (!inDoubt) return {};
    return opaque(
      inDoubt.value.join(', '),
      'nobody knows whether the ConfigMap is that of the controller',
      'name the ConfigMap of the controller with --ingress-nginx-configmap',
      inDoubt.from,
    );
  },
});
