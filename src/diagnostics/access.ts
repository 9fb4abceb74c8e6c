import { annotationsTogether, entry } from './entry.ts';

/** 230x and 231x: what a provider says about authentication. */
export const accessEntries = {
  I2G2301: entry<{ annotation: string; because: string }>({
    name: 'guard-without-effect',
    severity: 'error',
    message: (d) =>
      `${d.annotation} ${d.annotation.includes(' ') ? 'guard' : 'guards'} nothing: ${d.because}; ingress-nginx lets everybody in, and so does the output`,
    together: annotationsTogether,
    hint: () => 'mend it where somebody is to be kept out, or take it out',
    explain:
      'The annotation looks as if it kept somebody out, and the controller ignores it in this combination. The conversion does not guard what is open today.',
  }),
  I2G2302: entry<{ setting: string; problem: string; effect: string }>({
    name: 'unknown-variable-in-authentication',
    severity: 'by-stake',
    message: (d) => `${d.setting} is left out: ${d.problem}; ${d.effect}`,
    hint: () => 'write it with variables such as $host, $request_uri or $http_authorization',
    explain:
      'The setting holds a variable of nginx that no gateway knows. The authentication service is asked all the same; nobody is let in for that reason.',
  }),
  I2G2303: entry<{ setting: string }>({
    name: 'authentication-url-without-path',
    severity: 'by-stake',
    message: (d) =>
      `${d.setting} has no path: ingress-nginx asks for one of its own making that starts with /_external-auth-, and the output asks for /`,
    hint: (d) => `write the path that the authentication service expects into ${d.setting}`,
    explain:
      'Without a path in the URL nginx passes on the name of the internal location that the question comes from. An authentication service that looks at the path has to be told the right one.',
  }),
  I2G2310: entry<{ annotation: string }>({
    name: 'addresses-not-blocked',
    severity: 'warning',
    message: (d) =>
      `block-cidrs does not count where ${d.annotation} is set: nginx inherits address rules only where a path has none of its own, and the output does the same`,
    hint: (d) =>
      d.annotation.startsWith('deny')
        ? `add the blocked networks to ${d.annotation} to keep them out`
        : 'add the blocked networks to denylist-source-range to keep them out of the list as well',
    explain:
      'The controller writes block-cidrs at the outermost level of its configuration. Where a path has a list of addresses, nginx replaces what it would inherit.',
  }),
  I2G2311: entry<{ key: string }>({
    name: 'redirect-before-headers',
    severity: 'info',
    message: (d) => `redirects are answered before ${d.key} is asked; ingress-nginx answers 403 first`,
    explain:
      'nginx looks at blocked headers before it looks for a path. In the output the routes to backends ask, and nothing behind them is reached by who is turned away; redirects lead everybody on.',
  }),
};
