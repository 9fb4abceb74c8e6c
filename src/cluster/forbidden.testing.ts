import { describe, expect, it } from 'vitest';
import { fromCluster } from './converted.testing.ts';
import { objectsIn } from './estate-server.testing.ts';

/** What somebody may not read. */
export interface Forbidden {
  readonly plural: string;
  /** Whether he may in the namespace `shop`. */
  readonly isReadableThere?: true;
}

/** What is in the cluster of which somebody may not read everything. */
export const shop = objectsIn(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  ingressClassName: nginx
  tls: [{hosts: [shop.example.com], secretName: shop-tls}]
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
`);

/** What is printed of the namespace `shop`. */
export const printed = (kubeconfig: string, flags: readonly string[] = []): ReturnType<typeof fromCluster> =>
  fromCluster(kubeconfig, ['-n', 'shop', ...flags]);

/** What may not be read, and a part of what the user is told beside the objects. */
const survived: readonly { readonly forbidden: Forbidden; readonly said: string }[] = [
  {
    forbidden: { plural: 'secrets' },
    said: 'info[I2G1013]: objects of kind Secret may not be read in the namespace shop: Secrets are taken to hold the keys that they should',
  },
  {
    forbidden: { plural: 'services' },
    said: 'info[I2G1013]: objects of kind Service may not be read in the namespace shop: ports by name cannot be told, nor which Services stand for a host outside the cluster',
  },
  {
    forbidden: { plural: 'ingressclasses' },
    said: 'info[I2G1013]: objects of kind IngressClass may not be read: only the class nginx is known to belong to ingress-nginx',
  },
  {
    forbidden: { plural: 'configmaps' },
    said: 'info[I2G1013]: objects of kind ConfigMap may not be read: the settings of the controller, which may keep somebody out of every host, are not known',
  },
  {
    forbidden: { plural: 'ingresses', isReadableThere: true },
    said: 'warning[I2G1012]: objects of kind Ingress may be listed in the namespace shop alone',
  },
];

/** Every case that a server has to be ready for. */
export const forbiddens: readonly Forbidden[] = [
  { plural: 'ingresses' },
  ...survived.map(({ forbidden }) => forbidden),
];

/** A name for somebody who may not read something. */
export const nameOf = ({ plural, isReadableThere }: Forbidden): string =>
  `without-${plural}${isReadableThere ? '-elsewhere' : ''}`;

/**
 * What has to hold of every API server, be it a real one or not. `kubeconfigWithout` gives access to one that holds `shop`, for
 * somebody who may read everything else.
 */
export function describeForbidden(
  name: string,
  isThere: boolean,
  kubeconfigWithout: (forbidden?: Forbidden) => Promise<string>,
): void {
  describe.skipIf(!isThere)(`${name}, of which not everything may be read,`, () => {
    it('is not converted without its Ingresses, and the user is told what to ask', async () => {
      const { stdout, stderr, exitCode } = await printed(await kubeconfigWithout({ plural: 'ingresses' }));
      expect(stderr).toMatch(
        /^ingress2gateway: the cluster does not let you list ingresses in the namespace shop \(context test\): ingresses\.networking\.k8s\.io is forbidden: User "[^"]+" cannot list resource "ingresses".*; ask it with: kubectl auth can-i list ingresses -n shop --context test\n$/,
      );
      expect([stdout, exitCode]).toEqual(['', 2]);
    });

    it.each(survived)('is converted without $forbidden', async ({ forbidden, said }) => {
      const plain = await printed(await kubeconfigWithout(), ['--read-secrets']);
      const { stdout, stderr, exitCode } = await printed(await kubeconfigWithout(forbidden), ['--read-secrets']);
      expect(stdout).toBe(plain.stdout);
      expect(stdout).toContain('kind: HTTPRoute');
      expect(plain.stderr).not.toContain(said);
      expect(stderr).toContain(said);
      expect(exitCode).toBe(0);
    });
  });
}
