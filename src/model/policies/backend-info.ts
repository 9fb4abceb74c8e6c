import type { BackendPolicies } from './index.ts';
import { behaviour, type InfoOn, security, tuning } from './policy-info.ts';

/** What the core must know of policies between the proxy and a backend. */
export const backendInfo: InfoOn<BackendPolicies> = {
  'backend-tls': {
    ...security('TLS to the backend'),
    without: 'wrong',
    fields: {
      verify: security('whether the backend is verified'),
      clientCertificate: security('the client certificate'),
      authority: security('the certificate authority'),
      serverName: security('the name in the certificate of the backend'),
      sendSni: tuning('whether SNI is sent to the backend'),
      protocols: behaviour('the TLS versions offered to the backend'),
      ciphers: behaviour('the ciphers offered to the backend'),
      verifyDepth: tuning('the limit on the certificate chain of the backend'),
    },
  },
  'http-version': {
    ...behaviour('the HTTP version spoken to the backend'),
    without: 'as-is',
    fields: { version: behaviour('the HTTP version') },
  },
  connection: {
    ...behaviour('the connection to the backend'),
    without: 'as-is',
    fields: {
      connectTimeout: behaviour('the time-out for a connection to the backend'),
      header: tuning('the Connection header'),
    },
  },
  'session-affinity': {
    ...behaviour('the session affinity'),
    without: 'as-is',
    of: ({ cookie }) => ({ title: `the session affinity by the cookie ${cookie.value}` }),
    fields: {
      cookie: behaviour('the cookie of the session'),
      mode: tuning('whether sessions are spread anew'),
      canary: behaviour('whether a session stays with a canary'),
      path: tuning("the cookie's path"),
      domain: tuning("the cookie's domain"),
      maxAge: tuning("the cookie's Max-Age"),
      expires: tuning("the cookie's Expires"),
      sameSite: tuning("the cookie's SameSite"),
      conditionalSameSiteNone: tuning('SameSite=None for some browsers only'),
      secure: tuning("the cookie's Secure"),
      changeOnFailure: tuning('a new cookie when an endpoint fails'),
    },
  },
  'load-balancing': {
    ...tuning('the load balancing'),
    without: 'as-is',
    fields: {
      algorithm: tuning('the choice of endpoints'),
      hashBy: behaviour('the choice of endpoints by a hash'),
    },
  },
};
