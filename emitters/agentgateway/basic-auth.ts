import { defined } from '../../src/defined.ts';
import {
  approximately,
  type Capabilities,
  type Difference,
  type Missing,
  missing,
  type Need,
  type Rendered,
  renders,
} from '../../src/emit/capabilities.ts';
import type { JsonObject, ObjectFragment } from '../../src/emit/fragment.ts';
import { joined } from '../../src/emit/names.ts';
import type { Origins, Sourced } from '../../src/model/origin.ts';
import type { UserList } from '../../src/model/policies/index.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** The key of a Secret that agentgateway reads where none is named. */
const ownKey = '.htaccess';

const users = approximately<UserList>(
  'where no realm is set clients are told "Restricted"; users with a key each are copied into another Secret; hashes other than $apr1$, bcrypt, {SHA} and the old crypt let nobody in',
  () => undefined,
);

/** Name and password. Who has none, or a wrong one, gets 401. */
export const basicAuth = (target: Target): Capabilities['basic-auth'] =>
  renders('basic-auth', { users, realm: 'rendered' }, ({ users, realm }, { route }) => {
    const list = userListOf(users, route.namespace, target);
    if ('because' in list) return list;
    const { secretRef, fragments, differences, needs = [] } = list;
    const unnamed: Difference[] = realm
      ? []
      : [{ differs: 'clients are told the realm "Restricted", and an empty one by ingress-nginx', stake: 'tuning' }];
    return {
      fragments: [traffic({ basicAuthentication: defined({ secretRef, realm: realm?.value }) }), ...fragments],
      differences: [...differences, ...unnamed],
      needs,
    };
  });

/** A reference to a list of users, and what it needs. */
interface UserListRef extends Rendered {
  readonly secretRef: JsonObject;
  readonly fragments: readonly ObjectFragment[];
}

/**
 * Refers to the Secret itself where agentgateway reads it as nginx does, and else to another Secret with the same users.
 * agentgateway knows no comments, and of two lines for one name the last counts: a name that is switched off for nginx
 * could log in.
 */
function userListOf({ value, from }: Sourced<UserList>, namespace: string, target: Target): UserListRef | Missing {
  const { name, format, key, htpasswd } = value;
  if (value.namespace !== namespace) {
    return missing(
      `Secret ${value.namespace}/${name} is in another namespace than the route`,
      `copy the Secret into the namespace ${namespace}`,
    );
  }
  const differences = htpasswd ? unchecked(name, htpasswd.lines) : [];
  if (format === 'file' && target.has('secretKey') && !htpasswd?.more)
    return { secretRef: { name, key }, fragments: [], differences };
  const own = joined(name, 'htpasswd', format === 'map' ? 'map' : '');
  const secretRef = { name: own };
  if (!htpasswd) return { secretRef, fragments: [], differences, needs: [needOf(value, own, from)] };
  const object = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: own, namespace },
    stringData: { [ownKey]: htpasswd.lines.map((line) => `${line}\n`).join('') },
  };
  const copied: Difference = {
    differs: `the users of Secret ${name} are copied into Secret ${own}: a change of one has to be made in the other`,
    stake: 'tuning',
    from,
  };
  return { secretRef, fragments: [{ into: 'object', object }], differences: [...differences, copied] };
}

/** The hashes that agentgateway can check: MD5 of Apache, bcrypt, SHA-1, and the old crypt. */
const checked = /^(?:\$apr1\$[^$]{1,8}\$.|\$2[abxy]\$|\{SHA\}|[./0-9A-Za-z]{13}$)/;

function unchecked(name: string, lines: readonly string[]): Difference[] {
  const shutOut = lines.filter((line) => !checked.test(line.slice(line.indexOf(':') + 1)));
  if (shutOut.length === 0) return [];
  const differs = `${shutOut.length} of ${lines.length} users in Secret ${name} cannot log in until they get other hashes: agentgateway checks $apr1$, bcrypt, {SHA} and the old crypt, and ingress-nginx more`;
  return [{ differs, stake: 'behaviour' }];
}

/** The Secret with the users, as a command: lines that are a comment are left out. */
function needOf({ namespace, name, format, key }: UserList, own: string, from: Origins): Need {
  const template =
    format === 'map'
      ? '{{range $user, $hash := .data}}{{$user}}:{{base64decode $hash}}{{"\\n"}}{{end}}'
      : `{{index .data "${key}" | base64decode}}`;
  const lines = `kubectl -n ${namespace} get secret ${name} -o go-template='${template}' | grep -v '^#'`;
  return {
    object: `Secret ${namespace}/${own}`,
    because:
      format === 'map'
        ? `agentgateway reads all users from one key, and what Secret ${name} with a key for each of them holds is not among the inputs`
        : `agentgateway before 1.4.1 reads the users from the key ${ownKey}, and what Secret ${name} holds is not among the inputs`,
    command: `${lines} | kubectl -n ${namespace} create secret generic ${own} --from-file=${ownKey}=/dev/stdin`,
    from,
  };
}
