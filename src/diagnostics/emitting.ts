import type { OverTls } from '../emit/host-policies.ts';
import type { KnownUpTo } from '../emit/newer-releases.ts';
import { type Release, releaseText } from '../release.ts';
import { entry } from './entry.ts';
import { some } from './some.ts';

/** Another emitter where there is one, and what can be done with this one. */
const orElse = ({ others, instead }: { readonly others: readonly string[]; readonly instead: string }): string =>
  others.length > 0 ? `--emitter ${others.join(' or ')} can; else ${instead}` : instead;

const hostConsequences: { readonly [C in OverTls]: string } = {
  serve: 'it is not set',
  refuse: 'it is not set, and the hosts that ask for it answer every request over HTTPS with an error',
  withhold: 'it is not set, and the hosts that ask for it have no routes over HTTPS',
  open: 'it is not set, and the hosts that ask for it are OPEN, as --on-security-loss=open asks',
};

/** 3xxx: what is lost or changed on the way to the output. */
export const emittingEntries = {
  I2G3001: entry<{
    emitter: string;
    policy: string;
    because: string;
    instead: string;
    others: readonly string[];
    consequence: string;
  }>({
    name: 'policy-not-rendered',
    severity: 'by-stake',
    message: (d) => `${d.policy} cannot be expressed by ${d.emitter}: ${d.because}; ${d.consequence}`,
    hint: orElse,
    explain:
      'The source asks for something that the chosen emitter has no object for. Where that is access control, or where the route would do something else without it, the route answers every request with an error; --on-security-loss changes that for access control.',
  }),
  I2G3002: entry<{ emitter: string; field: string; because: string; instead: string }>({
    name: 'setting-not-rendered',
    severity: 'by-stake',
    message: (d) => `${d.field} cannot be expressed by ${d.emitter}: ${d.because}`,
    hint: (d) => d.instead,
    explain: 'The policy is rendered, but one of its settings has no counterpart.',
  }),
  I2G3003: entry<{ object: string; field: string; kept: string; dropped: string }>({
    name: 'policies-in-conflict',
    severity: 'error',
    message: (d) => `${d.object} cannot hold both: ${d.field} stays ${d.kept}, and ${d.dropped} is lost`,
    hint: () => 'ask for the same in both places, or route to different Services',
    explain:
      'Two inputs ask for different values of one field of one object. The first, in the order of the output, is kept.',
  }),
  I2G3004: entry<{ emitter: string; differs: string }>({
    name: 'approximation',
    severity: 'by-stake',
    message: (d) => `${d.differs} (--emitter ${d.emitter})`,
    explain: 'What the source asks for is rendered, and comes out a little different.',
  }),
  I2G3005: entry<{ emitter: string; what: string; because: string; instead: string }>({
    name: 'route-withheld',
    severity: 'error',
    message: (d) => `the route is left out: ${d.emitter} cannot match ${d.what} (${d.because})`,
    hint: (d) => d.instead,
    explain:
      'The requests that the route takes cannot be told from others by the chosen emitter. A wider match would be another program.',
  }),
  I2G3006: entry<{ host: string; namespaces: readonly string[] }>({
    name: 'host-in-several-namespaces',
    severity: 'error',
    message: (d) =>
      `${d.host} is served from the namespaces ${d.namespaces.join(', ')}: each gets a Gateway of its own, which serves its part of the paths and answers the others with an error`,
    hint: () =>
      'pass --gateway-topology=shared or --gateway-topology=listener-sets with --gateway-namespace, so that one Gateway serves all of them; or move the Ingresses into one namespace',
    explain:
      'ingress-nginx makes one server of all Ingresses of a host, in whatever namespace they are. With one Gateway per namespace the host has several addresses, and none serves all paths.',
  }),
  I2G3007: entry<{ gateway: string; listeners: number; gateways: number }>({
    name: 'gateway-split',
    severity: 'warning',
    message: (d) =>
      `Gateway ${d.gateway} would need ${d.listeners} listeners, and is split into ${d.gateways}: each has an address of its own`,
    hint: () =>
      'point DNS of each host to the Gateway that has its listener, or pass --gateway-topology=listener-sets, which has room for all on one Gateway',
    explain: 'A Gateway has at most 64 listeners.',
  }),
  I2G3008: entry<{ host: string }>({
    name: 'listener-without-routes',
    severity: 'info',
    message: (d) => `${d.host} has a listener and no routes: every request is answered with 404`,
    explain:
      'An Ingress names the host without a path that leads to a Service. The listener keeps the host apart from wildcards and from routes for any host.',
  }),
  I2G3009: entry<{ annotation: string; object: string }>({
    name: 'annotation-in-conflict',
    severity: 'warning',
    message: (d) => `${d.annotation} has several values for ${d.object}: the first is kept`,
    explain: 'Several Ingresses become one object, and they disagree about an annotation that belongs on it.',
  }),
  I2G3010: entry<{ object: string; because: string; command: string }>({
    name: 'object-to-make',
    severity: 'warning',
    message: (d) => `${d.object} has to be made: ${d.because}`,
    hint: (d) => d.command,
    explain: 'The output refers to an object whose contents are not among the inputs.',
  }),
  I2G3011: entry<{ emitter: string; what: string; because: string; instead: string; others: readonly string[] }>({
    name: 'route-refused',
    severity: 'error',
    message: (d) =>
      `${d.what} cannot be expressed by ${d.emitter}: ${d.because}; the route answers every request with an error`,
    hint: orElse,
    explain:
      'What the route leads to has no form in the output of the chosen emitter, so nothing is there to answer its requests.',
  }),
  I2G3012: entry<{ gateway: string; setting: string; values: readonly string[] }>({
    name: 'gateway-setting-in-conflict',
    severity: 'error',
    message: (d) =>
      `Gateway ${d.gateway} can hold one value for ${d.setting}, and its routes ask for ${d.values.join(' and ')}: it is not set`,
    hint: () => 'ask for the same on all routes of the Gateway, or convert them into different namespaces or classes',
    explain: 'The setting is one for the whole Gateway, and the routes of the Gateway disagree about it.',
  }),
  I2G3016: entry<{
    gateway: string;
    setting: string;
    hosts: readonly string[];
    others: readonly string[];
    consequence: OverTls;
    /** Whether namespaces share the Gateway. */
    shared: boolean;
  }>({
    name: 'host-policies-in-conflict',
    severity: 'by-stake',
    message: (d) =>
      `Gateway ${d.gateway} can have ${d.setting} for a whole port only: ${some(d.hosts)} ${d.hosts.length === 1 ? 'asks' : 'ask'} for it${d.others.length > 0 ? ` and ${some(d.others)} ${d.others.length === 1 ? 'does' : 'do'} not` : ', each in another way'}; ${hostConsequences[d.consequence]}`,
    hint: (d) =>
      `give the hosts that differ another class${d.shared ? '' : ' or namespace'}, so that each kind gets a Gateway of its own`,
    explain:
      'ingress-nginx has the setting for each host. A Gateway has it for each port, and hosts share their ports. Where it is access control, its own hosts answer with an error over HTTPS instead of letting people in.',
  }),
  I2G3020: entry<{ object: string; fields: readonly string[]; release: Release }>({
    name: 'experimental-field',
    severity: 'info',
    message: (d) =>
      `${d.object} needs the experimental channel of Gateway API ${releaseText(d.release)}: the standard channel has no ${d.fields.join(', ')}`,
    hint: () =>
      'install the experimental CRDs before you apply it; on a standard cluster it is refused, or loses the field without a word',
    explain:
      'With --allow-experimental-gw-api objects use fields that only the experimental CustomResourceDefinitions have. A cluster has either those or the standard ones, for all that uses the Gateway API, and since 1.5 it refuses to go from one to the other. Without the flag what asks for these fields is told as a loss.',
  }),
  I2G3013: entry<{ kind: string; backend: string; kept: string; lost: string }>({
    name: 'backend-in-dispute',
    severity: 'error',
    message: (d) =>
      `${d.backend} can have one ${d.kind}: it is what ${d.kept} asks for, and applies to ${d.lost} as well`,
    hint: () => 'ask for the same settings, or give the Ingresses different Services',
    explain:
      'The policy belongs to the Service and not to a route, and two Ingresses want different settings for the same Service.',
  }),
  I2G3014: entry<{ host: string; classes: readonly string[]; share: boolean }>({
    name: 'host-in-several-classes',
    severity: 'error',
    message: (d) =>
      `${d.host} is served by Ingresses of the classes ${d.classes.join(', ')}: ${
        d.share
          ? 'their routes meet on one Gateway, where a path of one class may be answered by another, without its access control'
          : 'each gets a Gateway of its own, with its part of the paths only'
      }`,
    hint: (d) =>
      d.share
        ? 'convert one class at a time with --ingress-nginx-ingress-class, each for its own Gateway'
        : 'give the Ingresses of a host the same class',
    explain:
      'A Gateway is made for each class. A host whose Ingresses have different classes has several addresses, and none serves all paths. On a Gateway that is there already, and shared, nothing keeps the classes apart.',
  }),
  I2G3015: entry<{ annotation: string; object: string; concerns: 'certificates' | 'names' }>({
    name: 'annotation-not-shared',
    severity: 'warning',
    message: (d) =>
      `${d.annotation} is not carried over: it would count for all ${d.concerns} of ${d.object}, and not all hosts ask for the same`,
    hint: () => 'set it up by hand for the hosts that ask for it, or give them a Gateway of their own',
    explain:
      'An annotation of an Ingress concerns its own certificates and names. On a Gateway it concerns those of every listener.',
  }),
  I2G3017: entry<{
    gateway: string;
    hosts: readonly string[];
    listeners: readonly string[];
    namespaces: readonly string[];
  }>({
    name: 'listener-to-make',
    severity: 'warning',
    message: (d) =>
      `Gateway ${d.gateway} has to have listeners for ${some(d.hosts)}: ${d.listeners.join(', and ')}${d.namespaces.length > 0 ? `, which admit routes of namespace ${some(d.namespaces)}` : ''}`,
    hint: () => 'make one for each host name, or pass --gateway-topology=listener-sets, which prints them',
    explain:
      "With --existing-gateway the Gateway is somebody else's, and nothing is known of its listeners. Routes are attached to those that fit their host names.",
  }),
  I2G3018: entry<{ gateway: string; namespaces: readonly string[] }>({
    name: 'listener-sets-to-admit',
    severity: 'warning',
    message: (d) => `Gateway ${d.gateway} has to admit the ListenerSets of namespace ${some(d.namespaces)}`,
    hint: () => 'set spec.allowedListeners.namespaces of the Gateway: it admits none unless it says so',
    explain: "With --existing-gateway the Gateway is somebody else's, and ListenerSets add the listeners to it.",
  }),
  I2G3019: entry<{ gateway: string; classes: readonly string[] }>({
    name: 'classes-on-one-gateway',
    severity: 'error',
    message: (d) =>
      `Gateway ${d.gateway} serves Ingresses of the classes ${d.classes.join(', ')}: whoever reaches it reaches the hosts of all of them`,
    hint: () => 'convert one class at a time with --ingress-nginx-ingress-class, each for its own Gateway',
    explain:
      'Each class of Ingresses has a controller of its own, perhaps with an internal address. --existing-gateway attaches all of them to one Gateway.',
  }),
  I2G3025: entry<{ path: string; other: string; namespaces: readonly string[]; refused: boolean }>({
    name: 'order-across-namespaces',
    severity: 'by-stake',
    message: (d) =>
      `${d.path} of namespace ${d.namespaces[0]} goes before ${d.other} of namespace ${d.namespaces[1]}, and after it in ingress-nginx${d.refused ? ': it answers with an error, for the other keeps somebody out' : ''}`,
    hint: () => 'move the Ingresses of the host into one namespace, or make one of the patterns longer',
    explain:
      'Of matches that are equally specific the Gateway API takes that of the route whose namespace and name come first in the alphabet. ingress-nginx has an order of its own for regular expressions of one length.',
  }),
  I2G3026: entry<{ annotation: string; object: string; secrets: readonly string[] }>({
    name: 'certificates-elsewhere',
    severity: 'warning',
    message: (d) =>
      `${d.annotation} is not carried over: it has no effect on ${d.object} for certificates in other namespaces (${some(d.secrets)})`,
    hint: () =>
      'pass --gateway-topology=listener-sets, which keeps listeners and certificates together, or have Certificate objects of your own made, before the Ingresses are deleted: certificates that were made for an Ingress go with it',
    explain:
      'A tool such as cert-manager makes the certificates of a Gateway in the namespace of the Gateway, and passes over references to Secrets of other namespaces. With one Gateway for several namespaces nobody renews them.',
  }),
  I2G3027: entry<{ annotation: string; value: string; gateway: string }>({
    name: 'annotation-of-existing-gateway',
    severity: 'warning',
    message: (d) => `${d.annotation} is not carried over: it belongs on Gateway ${d.gateway}, which is not printed`,
    hint: (d) => `annotate the Gateway with ${d.annotation}: ${d.value}, if it is to count for all of its listeners`,
    explain:
      "Tools that make certificates or DNS records read the annotation from the Gateway. With --existing-gateway that one is somebody else's.",
  }),
  I2G3028: entry<{ object: string; namespace: string; others: readonly string[] }>({
    name: 'part-of-shared-object',
    severity: 'error',
    message: (d) =>
      `${d.object} holds the part of namespace ${d.namespace} alone: to apply it takes away what ${some(d.others)} ${d.others.length === 1 ? 'has' : 'have'} on it`,
    hint: () => 'convert all namespaces together (--all-namespaces) before you apply objects that they share',
    explain:
      'With --gateway-topology shared or listener-sets one object serves several namespaces, and --namespace leaves out what belongs to the others: their listeners, and demands such as client certificates. Routes and policies of the namespace can be applied on their own.',
  }),
  I2G3021: entry<KnownUpTo>({
    name: 'release-not-known',
    severity: 'warning',
    message: (d) =>
      `${d.title} ${releaseText(d.release)} came after ${releaseText(d.newest)}, the newest that this version knows: nobody has tried whether it takes the objects`,
    hint: () =>
      'look for a newer version of ingress2gateway, or let a server of that release judge the output: kubectl apply --dry-run=server -f FILE',
    explain:
      'A release of another line may refuse fields that the one before took, or have new ones that would lose less. The output uses nothing newer than the last release that is known.',
  }),
};
