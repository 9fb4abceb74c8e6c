import { type Difference, type Missing, missing, type Place, type Rendering } from '../../src/emit/capabilities.ts';
import type { Fragment, JsonObject, RuleFragment } from '../../src/emit/fragment.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import type { HeaderValue } from '../../src/model/policies/index.ts';
import type { Route } from '../../src/model/routing.ts';
import { filter } from '../standard/gateway-api.ts';
import { filterRoom, type HeaderChanges, type Headers, mostHeaders, sortedChanges } from '../standard/header-filter.ts';
import { celHeader } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';
import { roomForHeaders, toldOn } from './transformation-room.ts';

/** The messages whose headers are changed. */
type Message = 'request' | 'response';

const filterOf = (message: Message, settings: JsonObject): RuleFragment =>
  message === 'request'
    ? filter('RequestHeaderModifier', 'requestHeaderModifier', settings)
    : filter('ResponseHeaderModifier', 'responseHeaderModifier', settings);

/** The most expressions for headers of one message. */
const mostExpressions = 10;

/** How many of them are left beside what an authentication service tells the backend. */
const roomFor = (message: Message, route: Route): number =>
  message === 'response' ? mostExpressions : Math.min(mostExpressions, roomForHeaders(route) - toldOn(route).length);

/** One place stays free for the certificate of a client. */
const mostRemoved = mostHeaders - 1;

/** Renders changes to headers: fixed text by a filter, everything else by a transformation. */
export const headerChanges =
  (message: Message, target: Target, api: GatewayApi) =>
  (changes: HeaderChanges, { route }: Place): Rendering => {
    const { filter: settings, rest, differences } = sortedChanges(changes, api, filterRoom(route));
    const { lists, lost } = transformationOf(rest, target, Math.max(0, roomFor(message, route)));
    const fragments: Fragment[] = [
      ...(settings ? [filterOf(message, settings)] : []),
      ...(Object.keys(lists).length > 0 ? [traffic({ transformation: { [message]: lists } })] : []),
    ];
    if (fragments.length === 0) {
      const because = [...differences.map(({ differs }) => differs), ...lost.map((one) => one.because)].join('; ');
      return missing(because || 'there is nothing to change', lost[0]?.instead ?? 'write the header in another way');
    }
    return {
      fragments,
      differences: [
        ...differences,
        ...lost.map(({ because }): Difference => ({ differs: because, stake: 'behaviour' })),
      ],
    };
  };

/** What a transformation can do, and what is left over, each with its header. */
function transformationOf(
  { set, add, remove }: Headers,
  target: Target,
  room: number,
): { readonly lists: JsonObject; readonly lost: readonly Missing[] } {
  const written = set.map((header) => expressionOf(header, target));
  const added = add.map((header) => expressionOf(header, target));
  const good = (some: typeof written) => some.flatMap((one) => ('because' in one ? [] : [one]));
  const [sets, adds] = [good(written), good(added)];
  const removes = remove.slice(0, mostRemoved);
  const beyond = [
    ...sets.slice(room).map(({ name }) => name),
    ...adds.slice(mostExpressions).map(({ name }) => name),
    ...remove.slice(mostRemoved),
  ];
  return {
    lists: {
      ...(sets.length > 0 && room > 0 && { set: sets.slice(0, room) }),
      ...(adds.length > 0 && { add: adds.slice(0, mostExpressions) }),
      ...(removes.length > 0 && { remove: removes }),
    },
    lost: [
      ...[...written, ...added].flatMap((one) => ('because' in one ? [one] : [])),
      ...(beyond.length > 0
        ? [
            missing(
              `${beyond.join(', ')} stay as they are, as a rule changes at most ${mostHeaders + room} headers`,
              'set some of them in the backend',
            ),
          ]
        : []),
    ],
  };
}

function expressionOf({ name, value }: HeaderValue, target: Target): Missing | { name: string; value: string } {
  const expression = celHeader(value, target);
  // The Host of a request is no header here.
  if (typeof expression === 'string')
    return { name: name.toLowerCase() === 'host' ? ':authority' : name, value: expression };
  return missing(`${name} stays as it is: ${expression.because}`, expression.instead);
}
