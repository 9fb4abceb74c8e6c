import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import type { Traits } from '../../src/emit/traits.ts';
import { traitsOf as standardTraitsOf } from '../standard/traits.ts';
import type { Target } from './release.ts';

/** What agentgateway can say of routes: redirects are exact since an answer can be written out with its headers. */
export const traitsOf = (target: Target, api: GatewayApi): Traits => ({
  ...standardTraitsOf(api),
  'regex-path': 'rendered',
  'header-pattern': 'rendered',
  ...(target.has('responseHeaders') && {
    redirect: 'rendered',
    'redirect-status': 'rendered',
    'redirect-path': 'rendered',
    'redirect-relative': 'rendered',
  }),
  'own-address': 'rendered',
});
