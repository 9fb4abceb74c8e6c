import { expect, test } from 'vitest';
import { gatewayApi, newestRelease } from '../../emit/gateway-api.ts';
import { fieldText } from '../../model/origin.ts';
import type { JsonObject } from '../schema.ts';
import { checkOffline } from './check.ts';
import { goldenObjects } from './mutants.testing.ts';
import { checkOurs } from './ours.ts';

test('nothing is wrong with what golden cases print', () => {
  const apis = (['standard', 'experimental'] as const).map((channel) => gatewayApi(newestRelease, channel));
  const objects = goldenObjects();
  expect(objects.length).toBeGreaterThan(1000);
  // Some cases print for a cluster that has the experimental channel, which is no wider in everything.
  const fewest = (object: JsonObject) => {
    const [standard = [], experimental = []] = apis.map((api) => checkOffline(object, api));
    return experimental.length < standard.length ? experimental : standard;
  };
  const findings = objects.flatMap((object) =>
    [...fewest(object), ...checkOurs(object)].map(
      ({ path, message }) => `${object['kind']} ${fieldText(path)}: ${message}`,
    ),
  );
  expect([...new Set(findings)]).toEqual([]);
});
