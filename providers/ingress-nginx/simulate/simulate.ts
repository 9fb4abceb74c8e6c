import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origin } from '../../../src/model/origin.ts';
import type { Manifest } from '../../../src/read/manifest.ts';
import type { SourceAnswer, SourceSimulation } from '../../../src/verify/source.ts';
import { controllerConfig } from '../config/config.ts';
import { inputsOf } from '../inputs.ts';
import type { Options } from '../options.ts';
import { withHalves } from '../passes/regex-hosts.ts';
import { referenceOf } from '../reference.ts';
import { placesOf, type Server } from '../site.ts';
import { sitesOf } from '../sites.ts';
import { answerOf, type Sent } from './answer.ts';
import { questionsFor, strangersQuestion } from './questions.ts';
import { type FindServer, nameOfHost, serversByName } from './server.ts';

const nobody: Report = () => {};

interface Controller {
  readonly find: FindServer;
  /** The server of every name that no other server has. */
  readonly fallback: Server | undefined;
}

/** What the controller's nginx answers to a request, from the servers that it builds of the same objects. */
export function simulate(
  manifests: readonly Manifest[],
  settings: Options,
): SourceSimulation & { readonly ask: (question: Sent) => SourceAnswer } {
  const config = controllerConfig(manifests, referenceOf(settings.configmap), nobody);
  const inputs = inputsOf(manifests, config, settings.defaults);
  const sites = sitesOf(manifests, inputs, settings, nobody).map(({ servers }) => servers.map(withHalves));
  const servers = sites.flat();
  const controllers = sites.map(
    (all): Controller => ({ find: serversByName(all), fallback: all.find(({ host }) => host === '') }),
  );
  const everything = servers.flatMap((server): readonly Origin[] => placesOf(server));
  const strangers = servers.length > 0 ? strangersQuestion(everything) : [];
  return {
    *asked() {
      for (const server of servers) yield* questionsFor(server, config);
      yield* strangers;
    },
    ask(question) {
      const name = nameOfHost(question.host);
      const named = controllers.flatMap(({ find }) => find(name) ?? []);
      const fallbacks = controllers.flatMap(({ fallback }) => (fallback ? [{ server: fallback }] : []));
      const [one, ...more] = named.length > 0 ? named : fallbacks;
      if (!one) return { outcome: { kind: 'answered', status: 404 }, about: [] };
      if (more.length > 0)
        return { outcome: { kind: 'unknown', because: 'several classes serve the host' }, about: [] };
      return answerOf(one, inputs, question);
    },
  };
}
