import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { objectsIn } from '../cluster/estate-server.testing.ts';
import { goldenTexts } from '../dev/testdata.ts';
import { type Condition, controller, isControllerThere } from './real-controller.testing.ts';

if (!isControllerThere)
  console.warn(
    'skipped: what a real controller says to what is printed, for which EGCTL has to name the command line of Envoy Gateway, and openssl has to be there',
  );

/**
 * What golden cases print for every implementation, less what this one cannot tell: it does not know the filter for external
 * authentication, and from files it has no labels of namespaces.
 */
const outputs = goldenTexts('output.yaml').filter(({ path, text }) => {
  const args = readFileSync(join(dirname(path), 'args'), 'utf8');
  return (
    args.startsWith('print') &&
    args.includes('--emitter=standard') &&
    text.includes('kind: Gateway') &&
    !/ExternalAuth|from: Selector/.test(text)
  );
});

const good: readonly string[] = ['Accepted', 'ResolvedRefs', 'Programmed'];
const bad: readonly string[] = ['Conflicted', 'PartiallyInvalid'];
const isFault = ({ type, status }: Condition): boolean =>
  (good.includes(type) && status !== 'True') || (bad.includes(type) && status === 'True');

describe.skipIf(!isControllerThere)('a real controller', () => {
  const running = isControllerThere ? controller() : undefined;
  afterAll(() => running?.stop());

  it('there are many outputs', () => expect(outputs.length).toBeGreaterThan(500));

  it.concurrent.each(outputs.map(({ path, text }) => [path, text]))('takes %s', async (_, text) => {
    const conditions = (await running?.conditions(objectsIn(text))) ?? [];
    expect(conditions.filter(isFault)).toEqual([]);
    expect(conditions.length).toBeGreaterThan(0);
  });
});
