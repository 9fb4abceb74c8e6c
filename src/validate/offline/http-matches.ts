import type { GatewayApi } from '../../emit/gateway-api.ts';
import { headers, headerValue } from './header-filters.ts';
import type { Rule } from './judging.ts';
import { forms, headerName, matchType, methods } from './names.ts';
import { choice, fields, list, text } from './shapes.ts';

/** What a path is compared with. */
interface PathMatch {
  readonly type?: string;
  readonly value?: string;
}

const isRegex = ({ type }: PathMatch) => type === 'RegularExpression';

/** A rule for paths that are compared as they are. */
const literal = (message: string, holds: (value: string) => boolean): Rule<PathMatch> => [
  message,
  (path) => isRegex(path) || holds(path.value ?? '/'),
  'value',
];

const path = () =>
  fields(
    {},
    { type: choice('Exact', 'PathPrefix', 'RegularExpression'), value: text({ max: 1024 }) },
    literal('must begin with /', (value) => value.startsWith('/')),
    literal(`must be ${forms.path.says}`, (value) => forms.path.pattern.test(value)),
    ...['//', '/./', '/../', '%2f', '%2F'].map((part) =>
      literal(`must not contain ${part}`, (value) => !value.includes(part)),
    ),
    ...['/.', '/..'].map((end) => literal(`must not end with ${end}`, (value) => !value.endsWith(end))),
  );

/** A header that a request must have. */
export const headerMatches = (strict: boolean) =>
  headers(fields({ name: headerName, value: headerValue(strict) }, { type: matchType }));

const queryParam = () => fields({ name: headerName, value: text({ min: 1, max: 1024 }) }, { type: matchType });

/** Which requests a rule of an HTTPRoute is for. */
export const httpMatches = (api: GatewayApi) =>
  list(
    fields(
      {},
      {
        path: path(),
        headers: headerMatches(api.has('strictHeaderValues')),
        queryParams: headers(queryParam()),
        method: choice(...methods),
      },
    ),
    { max: 64 },
  );
