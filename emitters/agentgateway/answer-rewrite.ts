import { approximately, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import { celTemplate, celText } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

const cookies = missing(
  'an answer may set several cookies, and an expression sees them as one',
  'let the backend set its cookies for the domain and path that clients use',
);

/** Another start for `Location`. Where there is none the expression fails, which leaves the answer without one. */
export const answerRewrite = (target: Target): Capabilities['answer-rewrite'] =>
  renders(
    'answer-rewrite',
    {
      location: approximately(
        'a Refresh header of the backend stays as it is, where ingress-nginx rewrites it like Location',
        undefined,
        'tuning',
      ),
      cookieDomain: cookies,
      cookiePath: cookies,
    },
    ({ location }) => {
      if (!location) return cookies;
      const { from, to } = location.value;
      const start = celTemplate(to, target);
      if (typeof start !== 'string') return start;
      const header = 'response.headers["location"]';
      const prefix = celText(from);
      const value = `${header}.startsWith(${prefix}) ? ${start} + ${header}.stripPrefix(${prefix}) : ${header}`;
      return [traffic({ transformation: { response: { set: [{ name: 'location', value }] } } })];
    },
  );
