import { defineProvider } from '../../src/provider.ts';
import { controllerConfig } from './config/config.ts';
import { reportStreams } from './config/streams.ts';
import { features } from './features/index.ts';
import { hostsOf } from './hosts.ts';
import { inputsOf } from './inputs.ts';
import { options } from './options.ts';
import { reads, wanted } from './reads.ts';
import { referenceOf } from './reference.ts';
import { removed } from './removed.ts';
import { sitesOf } from './sites.ts';

/** The Ingress NGINX Controller, release 1.15. */
export const ingressNginx = defineProvider({
  name: 'ingress-nginx',
  title: 'Ingress NGINX Controller',
  reads,
  features,
  removed,
  options,
  open: (settings) => ({
    wants: (manifests) => wanted(manifests, settings),
    parse(manifests, report) {
      const config = controllerConfig(manifests, referenceOf(settings.configmap), report);
      reportStreams(manifests, report);
      const inputs = inputsOf(manifests, config, settings.defaults);
      const sites = sitesOf(manifests, inputs, settings, report);
      return { hosts: sites.flatMap((site) => hostsOf(site, inputs, report)) };
    },
    async simulate(manifests) {
      const { simulate } = await import('./simulate/simulate.ts');
      return simulate(manifests, settings);
    },
  }),
});
