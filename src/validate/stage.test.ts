import { expect, test } from 'vitest';
import { convert } from '../convert.ts';
import type { Renders } from '../emit/capabilities.ts';
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
