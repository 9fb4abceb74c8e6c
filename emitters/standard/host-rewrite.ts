import { type Capabilities, type Difference, missing, renders, within } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { fixedText } from '../../src/model/template.ts';
import { isSubdomain } from '../../src/subdomain.ts';
import { filter } from './gateway-api.ts';

const fixedNames = 'URLRewrite sets the Host header to a fixed host name in lower case, without a port';

/** Another Host by the URLRewrite filter. */
export const hostRewrite = (_api: GatewayApi): Capabilities['host-rewrite'] =>
  renders('host-rewrite', { to: within(fixedNames) }, ({ to: { value } }) => {
    const asked = fixedText(value);
    const hostname = asked?.toLowerCase();
    if (hostname === undefined || !isSubdomain(hostname))
      return missing(fixedNames, 'let the backend take the host name that clients use');
    const differences: Difference[] =
      hostname === asked
        ? []
        : [{ differs: `the Host header is ${hostname} instead of ${asked}, in lower case`, stake: 'tuning' }];
    return { fragments: [hostFilter(hostname)], differences };
  });

/** The filter for a Host that is a host name. */
export const hostFilter = (hostname: string) => filter('URLRewrite', 'urlRewrite', { hostname });
