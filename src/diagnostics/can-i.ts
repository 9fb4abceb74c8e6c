import { type ListedType, ownCluster } from '../cluster/cluster.ts';
import { isClusterScoped } from '../read/scope.ts';

/** The command that asks a cluster whether somebody may read something, everywhere or in one namespace. */
export function canI(
  verb: 'list' | 'get',
  { kind, plural }: Pick<ListedType, 'kind' | 'plural'>,
  context: string,
  namespace?: string,
): string {
  const everywhere = isClusterScoped(kind) ? '' : ' --all-namespaces';
  const where = namespace === undefined ? everywhere : ` -n ${namespace}`;
  return `kubectl auth can-i ${verb} ${plural}${where}${inContext(context)}`;
}

/** The flag for a context; a Pod has none. */
export const inContext = (context: string): string => (context === ownCluster ? '' : ` --context ${context}`);
