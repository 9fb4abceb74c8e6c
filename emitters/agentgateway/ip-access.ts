import { missing, renders } from '../../src/emit/capabilities.ts';
import { celText, traffic } from './policy.ts';

/** The longest expression that an AgentgatewayPolicy may hold. */
const longest = 16_384;

const inAny = (networks: readonly string[]): string =>
  networks.map((network) => `cidr(${celText(network)}).containsIP(source.address)`).join(' || ');

/** One expression that must be true. An expression that fails counts as false, so that nobody gets in by mistake. */
export const ipAccess = renders('ip-access', { allow: 'rendered', deny: 'rendered' }, ({ allow, deny }) => {
  const denied = deny && deny.value.length > 0 ? [`!(${inAny(deny.value)})`] : [];
  const allowed =
    allow && allow.value.length > 0 ? [denied.length > 0 ? `(${inAny(allow.value)})` : inAny(allow.value)] : [];
  const expression = [...denied, ...allowed].join(' && ');
  if (expression.length > longest) {
    return missing(
      `an expression has at most ${longest} characters, and these networks would make ${expression.length}`,
    );
  }
  const matchExpressions = [expression];
  return [traffic({ authorization: { action: 'Require', policy: { matchExpressions } } })];
});
