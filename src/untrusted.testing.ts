import { type Converted, convert } from './convert.ts';
import { defaultSettings } from './emit/settings.ts';
import { emitters, providers } from './registry.ts';

/** Annotations by their names. */
export type Annotations = Readonly<Record<string, string>>;

/** The prefix of the controller. */
export const prefix = 'nginx.ingress.kubernetes.io/';

/** An Ingress of one path. */
export const ingress = (
  annotations: Annotations = {},
  more: { name?: string; namespace?: string; class?: string; path?: string } = {},
) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: more.name ?? 'shop', namespace: more.namespace ?? 'default', annotations },
  spec: {
    ingressClassName: more.class ?? 'nginx',
    rules: [
      {
        host: 'shop.example.com',
        http: {
          paths: [
            {
              path: more.path ?? '/',
              pathType: 'ImplementationSpecific',
              backend: { service: { name: 'shop', port: { number: 80 } } },
            },
          ],
        },
      },
    ],
  },
});

/** A document that is read whatever stands before it. */
export const good = `\n---\n${JSON.stringify(ingress())}\n`;

/** What a text comes to. */
export function converted(text: string, path = 'shop.yaml', [emitter, other] = emitters): Converted {
  if (emitter === undefined || other === undefined) throw new Error('there are two emitters');
  return convert({
    inputs: [{ path, text }],
    providers: providers.map((provider) => provider.open({})),
    emission: { dialect: emitter.open({}), others: [other.open({})], settings: defaultSettings },
  });
}
