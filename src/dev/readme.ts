import { readFileSync } from 'node:fs';

const example = 'testdata/ingress-nginx/proxy-ssl/client-certificate';

/** The blocks of the README that stand in a golden case as well. */
export const readmeBlocks = (): readonly { readonly name: string; readonly text: string }[] => [
  { name: 'input', text: readFileSync(`${example}/input.yaml`, 'utf8') },
  { name: 'output', text: readFileSync(`${example}/agentgateway/output.yaml`, 'utf8') },
  { name: 'report', text: report() },
];

/** The ClusterRole that the README asks for. */
export const readmeRole = (): string =>
  /```yaml\n(apiVersion: rbac[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';

/** The report, with the name that the README gives to the input. */
const report = (): string =>
  readFileSync(`${example}/agentgateway/report.txt`, 'utf8')
    .replace(/exit \d\n$/, '')
    .replaceAll('--> input.yaml', '--> backend-tls-ingress.yaml');
