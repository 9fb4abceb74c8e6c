import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../read/values.ts';
import { type Asked, describeAccess, listed, tokens } from './access.testing.ts';
import { kubeconfigOf } from './api-server.testing.ts';
import { type Client, client } from './applied.testing.ts';
import { type AuditEvent, oursIn } from './audit.testing.ts';
import { fromCluster } from './converted.testing.ts';
import { describeForbidden, type Forbidden, forbiddens, nameOf, shop } from './forbidden.testing.ts';
import { allow, allowLess, type Rule, readmeRules, user } from './rbac.testing.ts';
import { adminToken, isRealServerThere, type RealServer, realServer, sayWhatIsSkipped } from './real-server.testing.ts';

if (!isRealServerThere) sayWhatIsSkipped('access to a real API server');

let server: RealServer;
let asking: Client;
/** Allowed what the README says. */
const readers = ['migrator', 'reader-of-secrets'] as const;

const ours = async (): Promise<readonly AuditEvent[]> => oursIn(await server.audit());

const isOfSecrets = ({ resources }: Rule): boolean => resources.includes('secrets');

describe.skipIf(!isRealServerThere)('a real API server', () => {
  beforeAll(async () => {
    server = await realServer([
      ...tokens.filter((token) => token !== adminToken),
      ...readers,
      ...forbiddens.map(nameOf),
    ]);
    asking = client(server);
    const ingresses: Rule = { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: ['list'] };
    allow(server, user('mine'), 'impersonate', [
      { apiGroups: [''], resources: ['users', 'groups'], verbs: ['impersonate'] },
      { apiGroups: ['authentication.k8s.io'], resources: ['uids', 'userextras/scopes'], verbs: ['impersonate'] },
    ]);
    for (const name of ['handed-out', 'from-a-file', 'clerk']) allow(server, user(name), `list-${name}`, [ingresses]);
    allow(
      server,
      user('migrator'),
      'migrator',
      readmeRules().filter((rule) => !isOfSecrets(rule)),
    );
    allow(server, user('reader-of-secrets'), 'reader-of-secrets', readmeRules());
    await asking.holds(shop);
    for (const forbidden of forbiddens) allowLess(server, nameOf(forbidden), [forbidden]);
  }, 180_000);

  afterAll(async () => {
    asking?.close();
    await server?.stop();
  });

  describeAccess('a real API server', isRealServerThere, async () => {
    const folder = mkdtempSync(join(server.folder, 'test-'));
    for (const file of ['cert.pem', 'clerk.pem', 'clerk.key']) cpSync(join(server.folder, file), join(folder, file));
    return { url: server.url, port: server.port, folder, asked: async () => (await ours()).map(askedIn) };
  });

  describeForbidden('a real API server', isRealServerThere, async (forbidden?: Forbidden) =>
    server.kubeconfigFor(forbidden === undefined ? 'reader-of-secrets' : nameOf(forbidden)),
  );

  it('lets nobody be taken for somebody else who may not', async () => {
    const file = join(server.folder, 'as-clerk');
    writeFileSync(file, kubeconfigOf(server.url, { user: 'token: from-a-file, as: clerk' }));
    const said = expect.stringContaining('User "from-a-file" cannot impersonate resource "users"');
    await expect(listed({ kubeconfig: file })).rejects.toMatchObject({
      problem: { kind: 'denied', status: 403, said },
    });
  });

  it('knows a Pod by the token of its service account', async () => {
    server.kubectl(['create', 'serviceaccount', 'converter', '-n', 'shop']);
    allow(server, { kind: 'ServiceAccount', name: 'converter', namespace: 'shop' }, 'converter', readmeRules());
    const root = mkdtempSync(join(server.folder, 'pod-'));
    const account = join(root, 'var/run/secrets/kubernetes.io/serviceaccount');
    mkdirSync(account, { recursive: true });
    writeFileSync(join(account, 'token'), server.kubectl(['create', 'token', 'converter', '-n', 'shop']));
    writeFileSync(join(account, 'namespace'), 'shop');
    cpSync(join(server.folder, 'cert.pem'), join(account, 'ca.crt'));
    const env = { HOME: root, KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) };
    expect(await listed({}, { env, root })).toMatchObject({ namespace: 'shop' });
    expect((await ours()).at(-1)?.user.username).toBe('system:serviceaccount:shop:converter');
  });

  it.each(readers)('is converted with what the README asks for, by the %s', async (name) => {
    const [ingress, ...others] = shop as unknown as { metadata: JsonObject }[];
    const annotations = { 'nginx.ingress.kubernetes.io/custom-headers': 'shop/headers' };
    const annotated = { ...ingress, metadata: { ...ingress?.metadata, annotations } };
    const headers = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'headers', namespace: 'shop' }, data: {} };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shop-tls', namespace: 'shop' } };
    await asking.holds([annotated, ...others, headers, secret] as unknown as JsonObject[]);
    const flags = ['-A', ...(name === 'migrator' ? [] : ['--read-secrets'])];
    const before = (await ours()).length;
    const own = await fromCluster(server.kubeconfigFor(name), flags);
    expect(own).toEqual(await fromCluster(server.kubeconfig, flags));
    expect(own.stdout).toContain('kind: HTTPRoute');
    const granted = readmeRules()
      .filter((rule) => name !== 'migrator' || !isOfSecrets(rule))
      .flatMap(({ apiGroups, resources, verbs }) =>
        apiGroups.flatMap((group) => resources.flatMap((plural) => verbs.map((verb) => `${verb} ${group}/${plural}`))),
      );
    const used = (await ours())
      .slice(before)
      .filter((event) => event.user.username === name)
      .map(({ verb, objectRef }) => `${verb} ${objectRef?.apiGroup ?? ''}/${objectRef?.resource}`);
    expect([...new Set(used)].sort()).toEqual(granted.sort());
    await asking.holds(shop);
  });

  it('was never asked to change anything', async () => {
    const asked = await ours();
    expect(asked.length).toBeGreaterThan(50);
    expect(new Set(asked.map(({ verb }) => verb))).toEqual(new Set(['get', 'list']));
  });
});

function askedIn({ user, userAgent, impersonatedUser }: AuditEvent): Asked {
  const by = user.username === 'admin' ? adminToken : user.username;
  if (impersonatedUser === undefined) return { by, agent: userAgent };
  const { username = '', uid = '', groups = [], extra = {} } = impersonatedUser;
  return { by, agent: userAgent, as: { username, uid, groups, scopes: extra['scopes'] ?? [] } };
}
