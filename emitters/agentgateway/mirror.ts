import { always, type Capabilities, renders } from '../../src/emit/capabilities.ts';
import { joined } from '../../src/emit/names.ts';
import { mirrorDifferences, mirroredHost, mirroredTo, mirrorFilter, serviceRef } from '../standard/mirror.ts';
import { hostLabel, namedBackend } from './external-backend.ts';
import type { Target } from './release.ts';

/** Copies by the RequestMirror filter, which leads to Services and to AgentgatewayBackends, for TLS as well. */
export const mirror = (_target: Target): Capabilities['mirror'] =>
  renders(
    'mirror',
    {
      to: mirroredTo,
      body: always(false, 'agentgateway mirrors requests without their bodies', 'record bodies at the backend'),
      host: mirroredHost,
    },
    ({ to, host }, at) => {
      const { service, scheme, port, host: address } = to.value;
      const { namespace } = at.route;
      const differences = mirrorDifferences({ to, ...(host && { host }) }, at);
      if (service && scheme === 'http')
        return { fragments: [mirrorFilter(serviceRef(service, port, namespace))], differences };
      const tls = scheme === 'https' && { tls: { insecureSkipVerify: 'All' } };
      const name = joined('mirror', hostLabel(address), String(port), tls ? 'tls' : '');
      const { ref, object } = namedBackend({ namespace, name, host: address, port, ...tls }, namespace);
      return { fragments: [mirrorFilter(ref), object], differences };
    },
  );
