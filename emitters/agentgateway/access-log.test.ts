import { expect, test } from 'vitest';
import type { CollectedFragment } from '../../src/emit/fragment.ts';
import { accessLog } from './access-log.ts';
import { newest, targetOf } from './release.ts';
import { itemOf } from './route-rules.ts';

test('a filter that does not fit is lost, and says how long it would be', () => {
  const capability = accessLog(targetOf(newest));
  if (!('render' in capability)) throw new Error('agentgateway has a filter for its log');
  const origin = { source: { kind: 'cluster', context: 'test' }, path: [] } as const;
  const enabled = { value: false, from: [origin] } as const;
  const [fragment] = capability.render({ enabled }, {} as never) as readonly [CollectedFragment];
  const items = Array.from({ length: 400 }, (_, i) =>
    itemOf({ kind: 'HTTPRoute', namespace: 'shop', route: `shop-${i}-${'x'.repeat(40)}`, rule: 'rule-0', siblings: 1 }),
  );
  expect(fragment.write(items.slice(0, 100), false)).toHaveProperty('frontend.accessLog.filter');
  expect(fragment.write(items, false)).toMatchObject({ because: expect.stringContaining('at most 16384 characters') });
});
