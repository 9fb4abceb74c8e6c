import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom. What is not listed is forbidden. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  src: ['src'],
  providers: ['providers', 'src'],
  emitters: ['emitters', 'src'],
};
/** The only file that names plug-ins. */
const compositionRoot = 'src/registry.ts';
/** Providers and emitters build on one of their own kind each. */
const bases = ['providers/ingress', 'emitters/standard'];
/** Files that touch the world. */
const worldly = /^src\/(cli|node-engine|node-host|node-walk|node-write)\.ts$|^src\/(cluster|dev)\//;
const world = /^node:(fs|net|http|https|child_process|process|tls|dns)/;
/** What those modules hold that touches nothing. */
const pure = /^\{ ((isIP|isIPv4|isIPv6|BlockList)(, )?)+ \}$/;
/** Loaded when they are needed: the program starts without them. What every run validates with is none of them. */
const heavy =
  /^src\/(validate\/(?!stage|offline\/|finding|references|disputes|items|flaw)|simulate\/(?!namespaces|objects)|verify\/)|^src\/cluster\/(?!cluster\.ts)|^providers\/[^/]+\/simulate\//;
/** What belongs to the heavy parts alone. */
const heavyPackage = /^@(bufbuild|kubernetes)\//;

/** What says how a controller routes must not ask what `verify` holds against it. */
const verified =
  /^providers\/[^/]+\/(canary-routes|endpoints|guards|hosts|lowering|matches|redirects|routes|spellings)\.ts$/;

const files = Object.keys(allowed).flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(file))
    .map((file) => join(root, file)),
);

/** `providers/x` of a file below it. */
const pluginOf = (file: string): string => file.split('/').slice(0, 2).join('/');

describe('every file keeps to its side', () => {
  it.each(files)('%s', (file) => {
    const [root = ''] = file.split('/');
    for (const [, kind, names = '', from = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (type )?(?:(.*?) )?from '([^']+)'/gms,
    )) {
      if (!from.startsWith('.')) {
        if (heavyPackage.test(from)) expect(file, `${file} imports ${from}`).toMatch(heavy);
        if (world.test(from) && !pure.test(names)) expect(file, `${file} imports ${from}`).toMatch(worldly);
        continue;
      }
      const target = normalize(join(file, '..', from));
      const [side = ''] = target.split('/');
      if (file !== compositionRoot) expect(allowed[root], `${file} imports ${from}`).toContain(side);
      if (side !== 'src' && pluginOf(file) !== pluginOf(target) && file !== compositionRoot) {
        expect(bases, `${file} imports ${from}`).toContain(pluginOf(target));
      }
      if (/^providers\/[^/]+\/simulate\//.test(file)) expect(target, `${file} imports ${from}`).not.toMatch(verified);
      if (root === 'emitters')
        expect(target, `${file} imports ${from}`).not.toMatch(kind ? /^src\/read\/(?!manifest)/ : /^src\/read\//);
      if (heavy.test(target) && !heavy.test(file) && kind === undefined)
        expect(file, `${file} imports ${from}`).toMatch(/^src\/dev\//);
    }
  });
});
