import { basename, dirname, join, relative, sep } from 'node:path';
import { groupBy } from '../group.ts';
import type { Host } from '../host.ts';
import type { Input } from '../read/inputs.ts';

/**
 * Says once of each Helm chart and of each tree of kustomizations which program has to run first. A chart's templates are left
 * out; what kustomize builds on is read as it stands.
 */
export async function withPackages(inputs: readonly Input[], host: Host): Promise<Input[]> {
  const charts = chartsBy(host);
  const plain: Input[] = [];
  const templates: { readonly chart: string; readonly input: Input }[] = [];
  for (const input of inputs) {
    const chart = input.text.includes('{{') ? await charts.of(input.path) : undefined;
    if (chart === undefined) plain.push(input);
    else templates.push({ chart, input });
  }
  const unrendered = [...groupBy(templates, ({ chart }) => chart)].map(([chart, { length }]) =>
    chartRemark(chart, length),
  );
  const rest = plain.filter(({ path }) => !isKustomization(path) && !isAbout(path, charts));
  const [first, ...more] = topmost(plain.filter(({ path }) => isKustomization(path)));
  return [...rest, ...unrendered, ...(first === undefined ? [] : [kustomizeRemark([first, ...more])])];
}

/** The folders of kustomizations on which no other one builds. */
function topmost(kustomizations: readonly Input[]): readonly string[] {
  const folders = kustomizations.map(({ path }) => dirname(path));
  const isUsed = (folder: string) =>
    kustomizations.some(({ path, text }) => {
      const way = relative(dirname(path), folder);
      return way !== '' && text.includes(way);
    });
  const tops = folders.filter((folder) => !isUsed(folder));
  return tops.length > 0 ? tops : folders;
}

/** Tells the chart that a file is a template of. Charts within a chart are rendered with it. */
function chartsBy(host: Host) {
  const known = new Map<string, boolean>();
  const isChart = async (folder: string): Promise<boolean> => {
    const there = known.get(folder) ?? (await isThere(join(folder, 'Chart.yaml'), host));
    known.set(folder, there);
    return there;
  };
  return {
    has: (folder: string): boolean => known.get(folder) === true,
    of: async (path: string): Promise<string | undefined> => {
      const steps = dirname(path).split(sep);
      for (const [i, step] of steps.entries()) {
        const folder = steps.slice(0, i).join(sep) || (path.startsWith(sep) ? sep : '.');
        if ((step === 'templates' || step === 'charts') && (await isChart(folder))) return folder;
      }
      return undefined;
    },
  };
}

const isKustomization = (path: string): boolean => /^kustomization(\.ya?ml)?$/i.test(basename(path));

/** Whether a file is what Helm knows about a chart, and none of its objects. */
const isAbout = (path: string, charts: ReturnType<typeof chartsBy>): boolean =>
  /^(Chart|values.*)\.(ya?ml|json)$/.test(basename(path)) && charts.has(dirname(path));

async function isThere(path: string, host: Host): Promise<boolean> {
  try {
    await host.readText(path);
    return true;
  } catch {
    return false;
  }
}

const chartRemark = (chart: string, count: number): Input => ({
  path: chart,
  text: '',
  remark: (report, at) => report('I2G1021', { chart, count }, at),
});

const kustomizeRemark = (folders: readonly [string, ...string[]]): Input => ({
  path: folders[0],
  text: '',
  remark: (report, at) => report('I2G1022', { folders }, at),
});
