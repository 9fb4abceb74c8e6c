import type { Report } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../emitter.ts';
import { isOfNewerLine, type Release } from '../release.ts';
import { newestRelease } from './gateway-api.ts';

/** Something with releases, of which this program knows those up to one. */
export interface KnownUpTo {
  /** As people call it. */
  readonly title: string;
  readonly release: Release;
  readonly newest: Release;
}

/** Tells of a release that came after the last one that this program knows: nobody has looked at what it takes. */
export function reportNewerReleases({ api, implementation }: Dialect, report: Report): void {
  const gatewayApi = { title: 'Gateway API', release: api.release, newest: newestRelease };
  for (const about of [gatewayApi, implementation])
    if (about && isOfNewerLine(about.release, about.newest)) report('I2G3021', about, []);
}
