import { approximately, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import type { Fragments } from '../../src/emit/fragment.ts';
import type { ClientIdentity } from '../../src/model/policies/index.ts';
import { identityHeaders, verifyOf } from '../standard/client-identity.ts';
import { required } from './authorization.ts';
import { celText } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

const fields = {
  subject: approximately(
    'the subject is compared as agentgateway writes it: special characters in names may be escaped in another way',
    undefined,
    'tuning',
  ),
  told: approximately<ClientIdentity['told']['value']>(
    'special characters in the names of subject and issuer may be escaped in another way',
    (told) =>
      told === 'verified'
        ? 'ssl-client-subject-dn and ssl-client-issuer-dn may escape special characters in another way than nginx does'
        : undefined,
    'tuning',
  ),
};

/** What becomes of the certificate of a client, as CEL reads it. */
export const clientIdentity = (target: Target): Capabilities['client-identity'] =>
  target.has('celNames')
    ? renders('client-identity', { ...fields, certificate: 'rendered' }, (spec) =>
        rendered(spec, 'has(source.certificate)'),
      )
    : renders(
        'client-identity',
        {
          ...fields,
          certificate: missing(
            'agentgateway knows the certificate of a client since 1.3.1; ssl-client-cert is removed from requests',
            'use agentgateway 1.3.1 or newer',
          ),
        },
        (spec) => rendered(spec, 'has(source.subject)'),
      );

/** `proved` is CEL for a client with a certificate. */
function rendered({ subject, told, certificate }: ClientIdentity, proved: string): Fragments {
  // An expression that fails is false: nobody passes without a certificate.
  const subjects = subject ? [required(`source.subject.matches(${celText(subject.value)})`)] : [];
  if (told.value !== 'verified') return [identityHeaders(verifyOf[told.value]), ...subjects];
  // A header whose expression fails is removed: no client can set one of them.
  const set = [
    { name: 'ssl-client-verify', value: `${proved} ? "SUCCESS" : "NONE"` },
    { name: 'ssl-client-subject-dn', value: 'source.subject' },
    { name: 'ssl-client-issuer-dn', value: 'source.issuer' },
    ...(certificate?.value ? [{ name: 'ssl-client-cert', value: 'url.encode(source.certificate)' }] : []),
  ];
  const remove = certificate?.value ? {} : { remove: ['ssl-client-cert'] };
  return [traffic({ transformation: { request: { set, ...remove } } }), ...subjects];
}
