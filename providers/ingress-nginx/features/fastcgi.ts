import * as z from 'zod';
import { lazily } from '../../../src/lazily.ts';
import { reportInertSettings } from '../inert.ts';
import { refuse } from '../refuse.ts';
import { feature } from '../site.ts';
import { basic } from '../values.ts';
import { backendProtocol } from './backend-protocol.ts';

const untranslated = {
  impossible: 'no Gateway API implementation speaks FastCGI',
  instead: 'put a web server that speaks HTTP in front of the FastCGI application, in its Pod',
} as const;

/** What FastCGI backends are told. The locations of such backends are refused by `backend-protocol`. */
export const fastcgi = feature({
  name: 'fastcgi',
  summary: 'Settings of FastCGI.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/fcgi-services/',
  annotations: {
    'fastcgi-index': {
      schema: lazily(() => z.string().regex(/^[A-Za-z0-9.\-_]+$/, 'expected the name of a file')),
      doc: 'The file that is meant by a path with a slash at its end. Only with backend-protocol FCGI.',
      onInvalid: 'ingress-rejected',
      fills: untranslated,
    },
    'fastcgi-params-configmap': {
      schema: basic,
      doc: 'A ConfigMap with parameters for the application. Only with backend-protocol FCGI.',
      onInvalid: 'ingress-rejected',
      fills: untranslated,
    },
  },
  becomes: [],
  wokenBy: [],
  lower(values, { owner }, report) {
    const params = values['fastcgi-params-configmap'];
    if (params && params.value.split('/').length > 2) {
      const because = `${params.value} is no name of a ConfigMap, for which ingress-nginx answers 503`;
      return refuse(because, params.from, report);
    }
    if (owner.valuesOf(backendProtocol)['backend-protocol']?.value === 'FCGI') return {};
    reportInertSettings(Object.values(values), 'backend-protocol is not FCGI', report);
    return {};
  },
});
