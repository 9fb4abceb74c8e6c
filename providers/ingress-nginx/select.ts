import { annotationsOf } from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Manifest } from '../../src/read/manifest.ts';
import type { Ingress } from '../ingress/ingress.ts';
import { inClassAnnotation, ingressClassName, metadataName } from '../ingress/paths.ts';
import type { Options } from './options.ts';

const controller = 'k8s.io/ingress-nginx';
const defaultClass = 'nginx';
const defaultMark = 'ingressclass.kubernetes.io/is-default-class';

/** An Ingress that is converted, and the class that its Gateway is named after. */
interface Selected {
  readonly ingress: Ingress;
  readonly className: string;
}

/** Tells the controller's Ingresses from those of others. Each one that is passed over is named. */
export function select(
  ingresses: readonly Ingress[],
  manifests: readonly Manifest[],
  options: Options,
  report: Report,
): Selected[] {
  const objects = manifests.filter(
    (m) => m.ref.kind === 'IngressClass' && m.apiVersion.startsWith('networking.k8s.io/'),
  );
  const classes = new Map(objects.map((m) => [m.ref.name, controllerOf(m)]));
  // An Ingress without a class is the controller's own, so it shares the Gateway of the class that was asked for.
  const fallback = options.ingressClass[0] ?? ownClass(objects);
  const selected: Selected[] = [];
  for (const ingress of ingresses) {
    // spec.ingressClassName wins over the annotation, which the controller does not even read then.
    const className = ingress.className ?? ingress.classAnnotation;
    const because = refusalOf(className, ingress, classes, options);
    if (because === undefined) {
      selected.push({ ingress, className: className || fallback });
      continue;
    }
    const remedy =
      className === undefined
        ? 'convert it with --ingress-nginx-watch-ingress-without-class'
        : 'name its class with --ingress-nginx-ingress-class to convert it';
    const field =
      className === undefined ? metadataName : ingress.className === undefined ? inClassAnnotation : ingressClassName;
    report('I2G2103', { ingress: ingress.fullName, because, remedy }, [ingress.manifest.originOf(field)]);
  }
  return selected;
}

const controllerOf = ({ body }: Manifest): unknown =>
  (body['spec'] as { controller?: unknown } | undefined)?.controller;

/** The controller's class: the one that the API server gives to an Ingress without any, or else the one with the usual name. */
function ownClass(objects: readonly Manifest[]): string {
  const own = objects.filter((m) => controllerOf(m) === controller);
  const marked = own.filter((m) => String(annotationsOf(m)[defaultMark]) === 'true');
  const names = (marked.length > 0 ? marked : own).map(({ ref }) => ref.name).sort();
  return names.includes(defaultClass) ? defaultClass : (names[0] ?? defaultClass);
}

function refusalOf(
  className: string | undefined,
  { manifest }: Ingress,
  classes: ReadonlyMap<string, unknown>,
  { ingressClass, annotationsPrefix, watchIngressWithoutClass }: Options,
): string | undefined {
  if (ingressClass.length > 0) {
    if (className === undefined) {
      return watchIngressWithoutClass ? undefined : `it has no class, and ${ingressClass.join(', ')} was asked for`;
    }
    return ingressClass.includes(className)
      ? undefined
      : `its class is ${className}, and ${ingressClass.join(', ')} was asked for`;
  }
  if (className === undefined || className === defaultClass || classes.get(className) === controller) return undefined;
  if (Object.keys(annotationsOf(manifest)).some((key) => key.startsWith(annotationsPrefix))) return undefined;
  const by = classes.get(className);
  return typeof by === 'string'
    ? `its class is ${className}, which belongs to the controller ${by}`
    : `its class is ${className || '""'}, and it has no annotation of ingress-nginx`;
}
