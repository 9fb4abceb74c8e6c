import type { GatewayApi } from '../../emit/gateway-api.ts';
import { headers, headerValue } from './header-filters.ts';
import { isSound, judged, part, type Rule } from './judging.ts';
import { forms, headerName, matchType, methods } from './names.ts';
import { choice, fields, list, text } from './shapes.ts';

/** What a path is compared with. */
export interface PathMatch {
  readonly type?: string;
  readonly value?: string;
}

const comparison = () =>
  fields({}, { type: choice('Exact', 'PathPrefix', 'RegularExpression'), value: text({ max: 1024 }) });

/** A path that is compared as it is. */
const literal = () =>
  text(
    {},
    ['must begin with /', (path) => path.startsWith('/')],
    [`must be ${forms.path.says}`, (path) => forms.path.pattern.test(path)],
    ...['//', '/./', '/../', '%2f', '%2F'].map(
      (part): Rule<string> => [`must not contain ${part}`, (path) => !path.includes(part)],
    ),
    ...['/.', '/..'].map((end): Rule<string> => [`must not end with ${end}`, (path) => !path.endsWith(end)]),
  );

function path() {
  const [any, compared] = [comparison(), literal()];
  return judged<PathMatch>((value, found) => {
    const before = found.length;
    const seen = any.judge(value, found);
    if (isSound(found, before)) {
      const { type, value: path } = seen as PathMatch;
      if (type !== 'RegularExpression' && path !== undefined) part('value', compared, path, found);
    }
    return seen;
  });
}

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
