import type { Cluster, Selection } from '../cluster/cluster.ts';
import { compareText } from '../compare.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Origins } from '../model/origin.ts';
import type { Listing } from '../provider.ts';
import type { JsonObject } from '../read/values.ts';

/** Why something may not be read. */
export interface Forbidden {
  readonly error: unknown;
  /** What the API server says. */
  readonly said: string;
}

/** What may not be read of a type, and where. */
interface Gap {
  readonly type: Listing;
  readonly verb: 'list' | 'get';
  readonly said: string;
  readonly namespaces: Set<string>;
}

/** Collects what may not be read, and tells it once for each type. */
export class Unread {
  private readonly found = new Map<string, Gap>();
  private readonly cluster: Cluster;
  private readonly report: Report;

  constructor(cluster: Cluster, report: Report) {
    this.cluster = cluster;
    this.report = report;
  }

  /** Nothing, instead of what may not be read. Throws what the cluster threw where nobody can do without the type. */
  add(
    type: Listing,
    { error, said }: Forbidden,
    verb: 'list' | 'get',
    { namespace }: Selection,
  ): readonly JsonObject[] {
    if (type.without === undefined) throw error;
    const key = `${verb} ${type.plural}`;
    const there = this.found.get(key);
    const namespaces = there?.namespaces ?? new Set<string>();
    if (namespace !== undefined) namespaces.add(namespace);
    // Whichever answer came first, one of them is told.
    const told = there && compareText(there.said, said) < 0 ? there.said : said;
    this.found.set(key, { type, said: told, verb, namespaces });
    return [];
  }

  /** Tells that objects of other namespaces may not be read. */
  onlyHere({ kind, plural }: Listing, namespace: string): void {
    this.report('I2G1012', { kind, plural, namespace, context: this.cluster.context }, this.place());
  }

  /** Tells what was collected. */
  tell(): void {
    const { context } = this.cluster;
    for (const { type, said, verb, namespaces } of this.found.values()) {
      const { kind, plural, without = '' } = type;
      this.report(
        'I2G1013',
        { kind, plural, verb, namespaces: [...namespaces].sort(), said, without, context },
        this.place(),
      );
    }
  }

  private place(): Origins {
    return [{ source: { kind: 'cluster', context: this.cluster.context }, path: [] }];
  }
}
