import { type AllowedNamespaces, type KubernetesObject, type LabelSelector, namespaceOf, ofKind } from './objects.ts';

type LabelExpression = NonNullable<LabelSelector['matchExpressions']>[number];
type From = NonNullable<NonNullable<AllowedNamespaces['namespaces']>['from']>;

/** Whether an owner lets objects of the guest's namespace attach. */
export function admitsNamespace(
  allowed: AllowedNamespaces | undefined,
  byDefault: From,
  owner: KubernetesObject,
  guest: KubernetesObject,
  objects: readonly KubernetesObject[],
): boolean {
  switch (allowed?.namespaces?.from ?? byDefault) {
    case 'All':
      return true;
    case 'Same':
      return namespaceOf(owner) === namespaceOf(guest);
    case 'Selector':
      return isSelected(allowed?.namespaces?.selector ?? {}, labelsOfNamespace(namespaceOf(guest), objects));
    case 'None':
      return false;
  }
}

/** Whether all the labels are there with these values. */
export function hasLabels(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function isSelected(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return hasLabels(labels, matchLabels) && matchExpressions.every((expression) => isMet(expression, labels));
}

function isMet({ key, operator, values = [] }: LabelExpression, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key];
  const isListed = value !== undefined && values.includes(value);
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Every cluster gives a namespace its name as a label, also those that are not among the objects. */
function labelsOfNamespace(name: string, objects: readonly KubernetesObject[]): Readonly<Record<string, string>> {
  const namespace = ofKind(objects, 'Namespace').find((object) => object.metadata.name === name);
  return { ...namespace?.metadata.labels, 'kubernetes.io/metadata.name': name };
}
