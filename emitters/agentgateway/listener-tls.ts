import { always, approximately, type Capabilities, type Difference, renders } from '../../src/emit/capabilities.ts';
import type { GatewayFragment, JsonObject } from '../../src/emit/fragment.ts';
import type { Sourced } from '../../src/model/origin.ts';
import { readCiphers, suitesOfTls13 } from './ciphers.ts';
import type { Target } from './release.ts';

/** TLS with clients by a policy of the port, or of the whole Gateway before ports could have one: it has TLS on one only. */
export const listenerTls = (target: Target): Capabilities['listener-tls'] =>
  renders(
    'listener-tls',
    {
      ciphers: approximately(
        'there are the nine AEAD suites of rustls, and all hosts on a port have to agree on them',
        () => undefined,
      ),
      serverOrder: always(
        true,
        'the order of the server always counts',
        'nothing: every suite of agentgateway is a modern one',
      ),
      versions: approximately('there are TLS 1.2 and 1.3', (versions) => {
        const old = versions.filter((version) => !(version in numbers));
        return old.length === 0
          ? undefined
          : `clients need TLS 1.2 at least; ingress-nginx takes ${old.join(', ')} as well`;
      }),
    },
    ({ ciphers, versions }, { httpsPort }) => {
      const port = target.has('targetPort') ? { port: httpsPort } : {};
      const tls = (setting: string, value: string, spec: JsonObject): GatewayFragment => ({
        into: 'gateway',
        setting,
        value,
        policy: {
          type: { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayPolicy' },
          suffix: 'tls',
          ...port,
          spec: { frontend: { tls: spec } },
        },
      });
      const { suites, differences } = suitesOf(ciphers);
      const range = rangeOf(versions?.value ?? []);
      return {
        fragments: [
          ...(suites.length > 0 ? [tls('a list of ciphers', suites.join(' '), { cipherSuites: suites })] : []),
          ...(range ? [tls('a range of TLS versions', Object.values(range).join(' to '), range)] : []),
        ],
        differences,
      };
    },
  );

function suitesOf(ciphers: Sourced<string> | undefined): {
  readonly suites: readonly string[];
  readonly differences: readonly Difference[];
} {
  if (!ciphers) return { suites: [], differences: [] };
  const { suites, lost } = readCiphers(ciphers.value);
  const differs =
    suites.length === 0
      ? `the ciphers of TLS 1.2 stay those of agentgateway, which has none of ${ciphers.value}`
      : `TLS 1.2 is spoken with ${suites.join(', ')} only; ingress-nginx takes what else there is of ${lost.join(', ')}`;
  const differences: Difference[] =
    suites.length > 0 && lost.length === 0 ? [] : [{ differs, stake: 'behaviour', from: ciphers.from }];
  return { suites: suites.length > 0 ? [...suitesOfTls13, ...suites] : [], differences };
}

const numbers: Readonly<Record<string, string>> = { 'TLSv1.2': '1.2', 'TLSv1.3': '1.3' };

/** Both versions are what there is anyway. */
function rangeOf(versions: readonly string[]): JsonObject | undefined {
  const [only, ...more] = versions.flatMap((version) => numbers[version] ?? []);
  if (only === undefined || more.length > 0) return undefined;
  return { minProtocolVersion: only, maxProtocolVersion: only };
}
