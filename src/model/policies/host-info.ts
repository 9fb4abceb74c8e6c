import type { HostPolicies } from './index.ts';
import { behaviour, type InfoOn, security, tuning } from './policy-info.ts';

/** What the core must know of policies on hosts. */
export const hostInfo: InfoOn<HostPolicies> = {
  'client-certificate': {
    ...security('the client certificate that the host asks for'),
    without: 'open',
    fields: {
      authority: security('the authority of client certificates'),
      revoked: security('the list of revoked certificates'),
      verifyDepth: tuning('the limit on the certificate chain of clients'),
      errorPage: behaviour('the page for clients without a good certificate'),
    },
  },
  'listener-tls': {
    ...behaviour('the TLS setting of the host'),
    without: 'as-is',
    fields: {
      ciphers: behaviour('the list of ciphers'),
      serverOrder: tuning('whose order of ciphers counts'),
      versions: behaviour('the TLS versions'),
    },
  },
  'proxy-protocol': {
    ...behaviour('the PROXY protocol'),
    without: 'as-is',
    fields: { accepts: behaviour('the PROXY protocol') },
  },
};
