import type { PathMatch } from './match.ts';
import type { Profile } from './profile.ts';
import type { PathModifier } from './route-spec.ts';

/** The path, without its query, after the change; nothing where the API demands a PathPrefix and there is none. */
export function modifiedPath(
  path: string,
  modifier: PathModifier | undefined,
  matched: PathMatch,
  profile: Profile,
): string | undefined {
  switch (modifier?.type) {
    case undefined:
      return path;
    case 'ReplaceFullPath':
      return (profile.trimsFullPath ? modifier.replaceFullPath.replace(/\/$/, '') : modifier.replaceFullPath) || '/';
    case 'ReplacePrefixMatch':
      if (matched.type !== 'PathPrefix') return undefined;
      return modifier.replacePrefixMatch.replace(/\/+$/, '') + path.slice(matched.value.length) || '/';
  }
}
