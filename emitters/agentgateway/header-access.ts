import { type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import { groupBy } from '../../src/group.ts';
import type { HeaderPattern } from '../../src/model/policies/index.ts';
import { required } from './authorization.ts';
import { celText, tooLong } from './cel.ts';
import type { Target } from './release.ts';

/** One expression for each header, which must hold none of the patterns. */
export const headerAccess = (_target: Target): Capabilities['header-access'] =>
  renders('header-access', { deny: 'rendered' }, ({ deny }) => {
    const expressions = [...groupBy(deny.value, ({ header }) => header.toLowerCase())].map(([header, patterns]) =>
      holdsNone(header, patterns),
    );
    const [lost] = expressions.flatMap(
      (one) => tooLong(one, 'these patterns', 'join the patterns of a header into fewer ones') ?? [],
    );
    if (lost) return lost;
    const [first, ...others] = expressions.map(required);
    return first ? [first, ...others] : missing('there is nothing to turn away', 'take the empty list out');
  });

function holdsNone(header: string, patterns: readonly HeaderPattern[]): string {
  const value = `default(request.headers[${celText(header)}], "")`;
  return `!(${patterns.map(({ pattern }) => `${value}.matches(${celText(pattern)})`).join(' || ')})`;
}
