import { type Command, InvalidArgumentError, Option } from 'commander';
import { type GatewayApi, gatewayApi, newestRelease, oldestRelease } from '../emit/gateway-api.ts';
import { atLeast, parseRelease, type Release, releaseText } from '../release.ts';

/** What a command line says about the Gateway API of a cluster. */
export interface ReleaseFlags {
  readonly gatewayApiVersion?: Release;
  readonly allowExperimentalGwApi?: boolean;
}

/** Adds the flags that say which Gateway API objects are for, under a heading of the help. */
export function addReleaseFlags(command: Command, heading: string): void {
  const options = [
    new Option(
      '--gateway-api-version <release>',
      `the release of the Gateway API that the objects are for, from ${releaseText(oldestRelease)} (default: ${releaseText(newestRelease)})`,
    ).argParser(gatewayApiRelease),
    new Option(
      '--allow-experimental-gw-api',
      'use fields of the experimental channel as well: for clusters with the experimental CRDs, as others drop these fields or refuse them',
    ),
  ];
  for (const option of options) command.addOption(option.helpGroup(heading));
}

/** The Gateway API that the flags name. */
export const gatewayApiOf = ({ gatewayApiVersion, allowExperimentalGwApi }: ReleaseFlags): GatewayApi =>
  gatewayApi(gatewayApiVersion ?? newestRelease, allowExperimentalGwApi ? 'experimental' : 'standard');

function gatewayApiRelease(value: string): Release {
  const release = parseRelease(value);
  if (!release || !atLeast(release, oldestRelease))
    throw new InvalidArgumentError(`Expected a release from ${releaseText(oldestRelease)} on.`);
  return release;
}
