import * as z from 'zod';
import { defined } from '../../../src/defined.ts';
import { lazily } from '../../../src/lazily.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { reportInertSettings } from '../inert.ts';
import { feature, saidByIngress } from '../site.ts';
import { bool, withVariables } from '../values.ts';

/** ModSecurity. */
export const waf = feature({
  name: 'waf',
  summary: 'A web application firewall looks at every request.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#modsecurity',
  annotations: {
    'enable-modsecurity': {
      schema: bool,
      doc: 'ModSecurity looks at every request. "false" switches off what the ConfigMap switches on.',
      onInvalid: 'default',
      fills: ['waf.enabled'],
      fallback: { key: 'enable-modsecurity' },
    },
    'enable-owasp-core-rules': {
      schema: bool,
      doc: "ModSecurity with OWASP's core rules.",
      onInvalid: 'default',
      fills: ['waf.coreRules'],
      fallback: { key: 'enable-owasp-modsecurity-crs' },
    },
    'modsecurity-transaction-id': {
      schema: withVariables,
      doc: 'What a request is called in the log of ModSecurity.',
      onInvalid: 'default',
      fills: ['waf.transaction'],
    },
    'modsecurity-snippet': {
      schema: lazily(() => z.string()),
      doc: 'Rules for ModSecurity, in its own language.',
      onInvalid: 'default',
      fills: ['waf.rules', 'waf.blocks'],
      fallback: { key: 'modsecurity-snippet' },
    },
  },
  becomes: ['waf'],
  wokenBy: [],
  lower(values, { config }, report) {
    const enabled = values['enable-modsecurity'];
    const coreRules = values['enable-owasp-core-rules'];
    const transaction = values['modsecurity-transaction-id'];
    const said = values['modsecurity-snippet'];
    if (!enabled?.value) {
      const idle = [coreRules?.value ? coreRules : undefined, transaction, said];
      reportInertSettings(idle, 'enable-modsecurity is not "true"', report);
      return {};
    }
    // The controller adds the rules of the Ingress to those of its ConfigMap.
    const global = config.value('modsecurity-snippet');
    const snippets = [global, said && saidByIngress(said) ? said : undefined].filter((one) => one !== undefined);
    const [first, ...more] = snippets;
    const from = first && ([...first.from, ...more.flatMap((one) => one.from)] as readonly [Origin, ...Origin[]]);
    const text = snippets.map(({ value }) => value).join('\n');
    return {
      route: {
        waf: defined({
          enabled,
          coreRules: coreRules?.value ? coreRules : undefined,
          transaction,
          rules: from && { value: text, from },
          blocks: from && { value: blocks(text), from },
        }),
      },
    };
  },
});

/** Whether the rules turn requests away, which they do unless their last word is that they only write a log. */
function blocks(rules: string): boolean {
  const words = [...rules.matchAll(/^\s*SecRuleEngine\s+"?(\w+)/gim)];
  // What another file says is not known, but for those of the controller's own image.
  const elsewhere = /ctl:ruleEngine=On|^\s*Include\s+(?!"?\/etc\/nginx\/(?:owasp-modsecurity-crs|modsecurity)\/)/im;
  return elsewhere.test(rules) || !/^(detectiononly|off)$/i.test(words.at(-1)?.[1] ?? '');
}
