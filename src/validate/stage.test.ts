import { expect, test } from 'vitest';
import { convert } from '../convert.ts';
import type { Renders, Structure } from '../emit/capabilities.ts';
import { defaultSettings } from '../emit/settings.ts';
import { emitters, providers } from '../registry.ts';

const input = {
  path: 'shop.yaml',
  text: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: default
  annotations:
    nginx.ingress.kubernetes.io/proxy-read-timeout: "30"
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}
`,
};

/** What is said of an Ingress where the emitter writes this for its timeouts. */
function saidWith(timeouts: { readonly [field: string]: string }) {
  const dialect = emitters.find(({ name }) => name === 'standard')?.open({});
  if (!dialect) throw new Error('there is no emitter');
  const render: Renders<'timeouts'>['render'] = () => [{ into: 'rule', filters: [], fields: { timeouts } }];
  const { timeouts: before } = dialect.capabilities;
  const capabilities = { ...dialect.capabilities, timeouts: { ...(before as Renders<'timeouts'>), render } };
  const { objects, diagnostics } = convert({
    inputs: [input],
    providers: providers.map((provider) => provider.open({})),
    emission: { dialect: { ...dialect, capabilities }, others: [], settings: defaultSettings },
  });
  expect(objects.map(({ object }) => object.kind)).toContain('HTTPRoute');
  return diagnostics
    .filter(({ code }) => code === 'I2G9002')
    .map(({ severity, data, at: [place] }) => ({ severity, data, source: place?.object }));
}

test('what an emitter writes and no API server admits is told, with its source, and printed', () => {
  expect(saidWith({ request: '30s' })).toEqual([]);
  expect(saidWith({ request: '1.5s' })).toMatchObject([
    {
      severity: 'error',
      data: { object: 'HTTPRoute default/shop-shop-example-com', field: 'spec.rules[0].timeouts.request' },
      source: { kind: 'Ingress', namespace: 'default', name: 'shop' },
    },
  ]);
  expect(saidWith({ idle: '1s' })).toMatchObject([
    { data: { field: 'spec.rules[0].timeouts.idle', reason: 'unknown field' } },
  ]);
});

test('references that do not resolve are told, and what they stand in is printed', () => {
  const dialect = emitters.find(({ name }) => name === 'standard')?.open({});
  if (!dialect) throw new Error('there is no emitter');
  const externalBackend: Structure['externalBackend'] = () => ({
    ref: { group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'nowhere' },
    fragments: [],
  });
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop', namespace: 'default' } };
  const external = { ...service, spec: { type: 'ExternalName', externalName: 'shop.example.org' } };
  const { objects, diagnostics } = convert({
    inputs: [input, { path: 'service.json', text: JSON.stringify(external) }],
    providers: providers.map((provider) => provider.open({})),
    emission: {
      dialect: { ...dialect, structure: { ...dialect.structure, externalBackend } },
      others: [],
      settings: defaultSettings,
    },
  });
  expect(objects.map(({ object }) => object.kind)).toContain('HTTPRoute');
  expect(diagnostics.filter(({ code }) => code === 'I2G9004').map(({ data }) => data)).toMatchObject([
    {
      field: 'spec.rules[0].backendRefs[0]',
      reason: 'there is no AgentgatewayBackend default/nowhere',
    },
  ]);
});
