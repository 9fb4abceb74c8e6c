import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/emit/capabilities.ts';
import type { Origins } from '../../src/model/origin.ts';
import { anyAccess } from './any-access.ts';
import { finishPolicy } from './authorization.ts';
import { newest, oldest, targetOf } from './release.ts';

const from = [{ source: { kind: 'cluster', context: 'shop' }, path: [] }] as Origins;
/** As many networks as just fit into one expression. */
const networks = Array.from(
  { length: 297 },
  (_, i) => `10.${100 + (i >> 8)}.${100 + (i % 100)}.${i < 20 ? 100 : 10}/32`,
);

describe('what is too long for one expression', () => {
  it('lets nobody in where a release knows only one that allows', () => {
    const matchExpressions = ['a', 'b'].map((letter) => `${letter.repeat(9000)} == 1`);
    const spec = { traffic: { authorization: { action: 'Require', policy: { matchExpressions } } } };
    expect(finishPolicy(targetOf(newest))(spec)).toBe(spec);
    expect(finishPolicy(targetOf(oldest))(spec)).toEqual({
      traffic: { authorization: { action: 'Allow', policy: { matchExpressions: ['false'] } } },
    });
  });

  it('is no way in among several', () => {
    const capability = anyAccess(targetOf(newest));
    const rendered = (most: number) => {
      const addresses = { allow: { value: networks.slice(0, most), from } };
      const users = { namespace: 'default', name: 'users', format: 'file', key: 'auth' } as const;
      const checks = { value: { addresses, credentials: { users: { value: users, from } } }, from };
      if (!('render' in capability)) throw new Error('it is rendered');
      return capability.render({ checks }, { route: { namespace: 'default' } } as Place);
    };
    expect(rendered(10)).not.toHaveProperty('because');
    expect(rendered(networks.length)).toHaveProperty('because');
  });
});
