import type { CarriedAnnotation } from '../../src/model/routing.ts';

/** Annotations of other tools that Gateways and routes take as Ingresses did. */

/** The object that an annotation belongs on after the conversion. */
export type CarriedBy = 'gateway' | 'route';

/** What an annotation that is carried is about. */
export const concernOf = (annotation: string): CarriedAnnotation['concerns'] =>
  annotation.startsWith('cert-manager.io/') ? 'certificates' : 'names';

const rules: readonly (readonly [RegExp, CarriedBy])[] = [
  // cert-manager makes certificates for the listeners of an annotated Gateway.
  [
    /^cert-manager\.io\/(cluster-issuer|issuer|issuer-kind|issuer-group|common-name|duration|renew-before|usages|revision-history-limit|private-key-.*|subject-.*|email-sans|alt-names|uri-sans|ip-sans)$/,
    'gateway',
  ],
  // external-dns reads the target from the Gateway, and everything else from the route.
  [/^external-dns\.alpha\.kubernetes\.io\/target$/, 'gateway'],
  [/^external-dns\.alpha\.kubernetes\.io\//, 'route'],
];

/** Nearly all annotations are of other tools still. */
const isOfTools = (annotation: string): boolean =>
  annotation.startsWith('cert-manager.io/') || annotation.startsWith('external-dns.alpha.kubernetes.io/');

/** What the API server takes behind the slash. */
const nameInKey = /^[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;

/** Where an annotation goes, or `undefined` where no place is known for it, or no object could have it. */
export function carriedAs(annotation: string): CarriedBy | undefined {
  if (!isOfTools(annotation)) return undefined;
  const place = rules.find(([pattern]) => pattern.test(annotation))?.[1];
  return place !== undefined && nameInKey.test(annotation.replace(/^[^/]*\//, '')) ? place : undefined;
}
