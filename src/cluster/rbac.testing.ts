import { readmeRole } from '../dev/readme.ts';
import type { JsonObject } from '../read/values.ts';
import { objectsIn } from './estate-server.testing.ts';
import type { Forbidden } from './forbidden.testing.ts';
import type { RealServer } from './real-server.testing.ts';

/** What a role allows. */
export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Who is allowed something: a user, by his name. */
export const user = (name: string): JsonObject => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name });

/** Allows somebody something, everywhere or in one namespace. */
export function allow(
  server: RealServer,
  subject: JsonObject,
  name: string,
  rules: readonly Rule[],
  namespace?: string,
): void {
  const [kind, where] = namespace === undefined ? ['ClusterRole', {}] : ['Role', { namespace }];
  const [apiVersion, metadata] = ['rbac.authorization.k8s.io/v1', { name, ...where }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name };
  const objects = [
    { apiVersion, kind, metadata, rules },
    { apiVersion, kind: `${kind}Binding`, metadata, roleRef, subjects: [subject] },
  ];
  server.kubectl(['apply', '--server-side', '-f', '-'], objects.map((object) => JSON.stringify(object)).join('\n'));
}

/** What the README asks for. */
export const readmeRules = (): readonly Rule[] =>
  (objectsIn(readmeRole())[0] as unknown as { rules: readonly Rule[] }).rules;

/** Allows a user what the README asks for, less what he may not read. */
export function allowLess(server: RealServer, name: string, forbiddens: readonly Forbidden[]): void {
  const rulesFor = (isMeant: (plural: string) => boolean) =>
    readmeRules()
      .map((rule) => ({ ...rule, resources: rule.resources.filter(isMeant) }))
      .filter(({ resources }) => resources.length > 0);
  allow(
    server,
    user(name),
    name,
    rulesFor((plural) => !forbiddens.some((one) => one.plural === plural)),
  );
  const there = rulesFor((plural) => forbiddens.some((one) => one.plural === plural && one.isReadableThere));
  if (there.length > 0) allow(server, user(name), name, there, 'shop');
}
