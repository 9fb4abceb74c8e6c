import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import type { Rule } from './judging.ts';
import { headerName, methods } from './names.ts';
import { choice, type Form, fields, flag, integer, openFields, setOf, text } from './shapes.ts';

/** Before 1.5 an origin may have any scheme, and its host may be anything. */
const olderOrigin: Form = {
  pattern: /^\*$|^[a-zA-Z][a-zA-Z0-9+\-.]+:\/\/[^:/?#]+(?::[0-9]{1,5})?$/,
  says: '* or a scheme, a host, and perhaps a port',
};

const newerOrigin: Form = {
  pattern: /^\*$|^https?:\/\/(?:(?:\*\.)?(?:[a-zA-Z0-9-]+\.)*[a-zA-Z0-9-]+|\*)(?::[0-9]{1,5})?$/,
  says: '* or a scheme, a host name, and perhaps a port: https://*.example.com:8443',
};

const starAlone: Rule<readonly string[]> = [
  '* must stand alone',
  (items) => !items.includes('*') || items.length === 1,
];

const cors = (older = false) => ({
  allowOrigins: setOf(text({ min: 1, max: 253, form: older ? olderOrigin : newerOrigin }), { max: 64 }, starAlone),
  allowMethods: setOf(choice(...methods, '*'), { max: 9 }, starAlone),
  allowHeaders: setOf(headerName, { max: 64 }, ...(older ? [] : [starAlone])),
  exposeHeaders: setOf(headerName, { max: 64 }),
  allowCredentials: flag,
  maxAge: integer(1),
});

/** The CORS filter of a route. */
export const corsFilter = ({ release }: GatewayApi) => fields({}, cors(!atLeast(release, [1, 5, 0])));
/** The same in a policy, whose definition keeps what it does not know. */
export const corsPolicy = () => openFields(cors());
