import * as z from 'zod';
import { isSubdomain } from '../../src/subdomain.ts';

const namespacedName = z.string().regex(/^[^/\s]+\/[^/\s]+$/, 'expected namespace/name');

/** The flags `--ingress-nginx-…`: settings of the controller that no manifest holds. */
export const options = z.object({
  ingressClass: z
    .array(z.string().min(1, 'expected the name of a class'))
    .default([])
    .describe('convert Ingresses of exactly this class (repeatable)'),
  watchIngressWithoutClass: z
    .boolean()
    .default(false)
    .describe('with --ingress-nginx-ingress-class: also Ingresses without a class'),
  annotationsPrefix: z
    .string()
    .refine((v) => isSubdomain(v.replace(/\/$/, '')), 'expected a DNS name, such as nginx.ingress.kubernetes.io')
    .default('nginx.ingress.kubernetes.io')
    .transform((v) => (v.endsWith('/') ? v : `${v}/`))
    .describe("the controller's --annotations-prefix"),
  enableSslPassthrough: z
    .boolean()
    .default(false)
    .describe('the controller runs with --enable-ssl-passthrough: pass connections through in spite of access control'),
  defaultSslCertificate: namespacedName
    .optional()
    .describe("the controller's --default-ssl-certificate, as namespace/name: serves HTTPS on every host"),
  configmap: namespacedName
    .optional()
    .describe("the controller's --configmap, as namespace/name, among the inputs; found by its usual names otherwise"),
  defaults: z
    .boolean()
    .default(false)
    .describe(
      'also convert what ingress-nginx does where nobody asks: bodies of at most 1 MiB, time-outs, three tries, HSTS, X-Forwarded headers',
    ),
});

/** The provider's options, read. */
export type Options = z.output<typeof options>;
