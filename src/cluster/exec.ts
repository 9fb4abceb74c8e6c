import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import type { Cluster } from '@kubernetes/client-node';
import { isJsonObject, type JsonObject } from '../read/values.ts';
import { clusterError } from './cluster.ts';
import type { Configuration, Environment } from './config.ts';

/** What a program hands out. */
export interface Credential {
  readonly token?: string;
  /** PEM. */
  readonly clientCertificateData?: string;
  readonly clientKeyData?: string;
}

/** `users[].user.exec` of a kubeconfig. */
interface Exec {
  readonly apiVersion?: string;
  readonly command?: string;
  readonly args?: readonly string[] | null;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly installHint?: string;
  readonly provideClusterInfo?: boolean;
  readonly interactiveMode?: 'Never' | 'IfAvailable' | 'Always';
}

const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/** Runs the program of a user once, as kubectl does. Throws a `ClusterError`, in which nothing stands that it handed out. */
export async function credentialBy(configuration: Configuration, env: Environment): Promise<Credential> {
  const exec = configuration.user.exec as Exec;
  const { apiVersion = '', command = '', interactiveMode } = exec;
  if (command === '') throw unfit(`the user ${configuration.user.name} has an exec without a command`);
  if (!versions.includes(apiVersion))
    throw unfit(`${command} speaks ${apiVersion || 'no apiVersion'}: expected ${versions.join(' or ')}`);
  const isTerminal = process.stdin.isTTY === true;
  if (interactiveMode === 'Always' && !isTerminal)
    throw unfit(`${command} wants to ask on a terminal, and standard input is none`);
  const interactive = isTerminal && interactiveMode !== 'Never';
  const info = infoOf(configuration, apiVersion, interactive);
  return credentialIn(await outputOf(exec, { ...env, ...ownEnv(exec), ...info }, interactive), apiVersion, command);
}

const ownEnv = ({ env }: Exec) => Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));

/** What the program may know. */
function infoOf({ user, cluster, extras }: Configuration, apiVersion: string, interactive: boolean) {
  const { provideClusterInfo } = user.exec as Exec;
  const spec = {
    ...(provideClusterInfo === true && { cluster: clusterInfo(cluster, extras.execConfig) }),
    interactive,
  };
  return { KUBERNETES_EXEC_INFO: JSON.stringify({ kind: 'ExecCredential', apiVersion, spec }) };
}

function clusterInfo({ server, tlsServerName, skipTLSVerify, caFile, caData, proxyUrl }: Cluster, config: unknown) {
  const authority = caFile === undefined ? caData : readFileSync(caFile).toString('base64');
  return {
    server,
    ...(tlsServerName !== undefined && { 'tls-server-name': tlsServerName }),
    ...(skipTLSVerify && { 'insecure-skip-tls-verify': true }),
    ...(authority !== undefined && { 'certificate-authority-data': authority }),
    ...(proxyUrl !== undefined && { 'proxy-url': proxyUrl }),
    ...(config !== undefined && { config }),
  };
}

/** What it writes. Its questions and remarks are shown where somebody can answer. */
function outputOf({ command = '', args, installHint }: Exec, env: Environment, interactive: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const program = spawn(command, args ?? [], {
      env: { ...env },
      stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    });
    let [written, remarks] = ['', ''];
    program.stdout?.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
    program.stderr?.setEncoding('utf8').on('data', (text: string) => {
      remarks += text;
      if (process.stderr.isTTY === true) process.stderr.write(text);
    });
    program.on('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'there is no such program' : error.message;
      const hint = installHint === undefined ? '' : `: ${installHint.trim().replaceAll(/\s+/g, ' ')}`;
      reject(unfit(`${command} cannot be run for credentials: ${reason}${hint}`));
    });
    program.on('close', (code, signal) => {
      if (code === 0) resolve(written);
      else {
        const last = remarks.trim().split('\n').at(-1) ?? '';
        const why = last === '' ? '' : `: ${last}`;
        reject(unfit(`${command} hands out no credentials and ends with ${signal ?? `the exit code ${code}`}${why}`));
      }
    });
  });
}

function credentialIn(text: string, apiVersion: string, command: string): Credential {
  const answer = parsed(text);
  const status = answer?.['kind'] === 'ExecCredential' ? answer['status'] : undefined;
  if (!isJsonObject(status)) throw unfit(`${command} hands out something else than an ExecCredential`);
  if (answer?.['apiVersion'] !== apiVersion)
    throw unfit(`${command} hands out credentials of another apiVersion than ${apiVersion}`);
  const { token, clientCertificateData, clientKeyData, expirationTimestamp: end } = status;
  if (typeof end === 'string' && Date.parse(end) <= Date.now())
    throw unfit(`${command} hands out credentials that expired at ${end}: log in again`);
  const isPair = typeof clientCertificateData === 'string' && typeof clientKeyData === 'string';
  if (typeof token !== 'string' && !isPair)
    throw unfit(`${command} hands out neither a token nor a certificate with its key`);
  return { ...(typeof token === 'string' && { token }), ...(isPair && { clientCertificateData, clientKeyData }) };
}

/** Errors of `JSON.parse` quote what they read, which is nobody's business here. */
function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value as JsonObject) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

const unfit = (reason: string) => clusterError({ kind: 'bad-configuration', reason });
