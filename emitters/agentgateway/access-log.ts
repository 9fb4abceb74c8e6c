import { byItself, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import type { CollectedFragment } from '../../src/emit/fragment.ts';
import { tooLong } from './cel.ts';
import { policyType } from './policy.ts';
import type { Target } from './release.ts';
import { itemOf, tookOneOf } from './route-rules.ts';

/** One filter of the Gateway leaves out the requests of all rules that are not to be logged. */
export const accessLog = (target: Target): Capabilities['access-log'] =>
  target.has('celNames')
    ? renders('access-log', { enabled: 'rendered' }, ({ enabled }) => (enabled.value ? byItself : [unlogged]))
    : missing('agentgateway tells the routes of its log apart since 1.3.1', 'use agentgateway 1.3.1 or newer');

const unlogged: CollectedFragment = {
  into: 'collected',
  type: policyType,
  suffix: 'access-log',
  title: 'the access log',
  items: (rule) => [itemOf(rule)],
  write: (items) => {
    const filter = `!(${tookOneOf(items)})`;
    const lost = tooLong(filter, 'the routes', 'leave the lines out where the log is collected');
    return lost ?? { frontend: { accessLog: { filter } } };
  },
};
