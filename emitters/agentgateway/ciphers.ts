/** From OpenSSL's lists of ciphers to the suites that rustls has. */

/** The suites of TLS 1.3, in OpenSSL's order. nginx's list of ciphers has no say in them. */
export const suitesOfTls13: readonly string[] = [
  'TLS13_AES_256_GCM_SHA384',
  'TLS13_CHACHA20_POLY1305_SHA256',
  'TLS13_AES_128_GCM_SHA256',
];

/** The suites of TLS 1.2 by OpenSSL's names, with the words that stand for them beside those that stand for all. */
const suitesOfTls12: Readonly<Record<string, { readonly suite: string; readonly words: readonly string[] }>> = {
  'ECDHE-ECDSA-AES256-GCM-SHA384': {
    suite: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    words: ['ECDSA', 'aECDSA', 'AES', 'AES256', 'AESGCM', 'FIPS'],
  },
  'ECDHE-RSA-AES256-GCM-SHA384': {
    suite: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    words: ['aRSA', 'AES', 'AES256', 'AESGCM', 'FIPS'],
  },
  'ECDHE-ECDSA-CHACHA20-POLY1305': {
    suite: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
    words: ['ECDSA', 'aECDSA', 'CHACHA20'],
  },
  'ECDHE-RSA-CHACHA20-POLY1305': {
    suite: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    words: ['aRSA', 'CHACHA20'],
  },
  'ECDHE-ECDSA-AES128-GCM-SHA256': {
    suite: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    words: ['ECDSA', 'aECDSA', 'AES', 'AES128', 'AESGCM', 'FIPS'],
  },
  'ECDHE-RSA-AES128-GCM-SHA256': {
    suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    words: ['aRSA', 'AES', 'AES128', 'AESGCM', 'FIPS'],
  },
};

const keyExchange = ['ECDHE', 'EECDH', 'kECDHE', 'kEECDH'];
/** Words for every one of these suites, and for others. */
const forAll = ['ALL', 'DEFAULT', 'HIGH', 'TLSv1.2', 'AEAD', ...keyExchange];
const aead = ['AESGCM', 'CHACHA20'];

/** What is left of a list of ciphers. */
interface Ciphers {
  /** Suites of TLS 1.2, in the order of the list. */
  readonly suites: readonly string[];
  /** Elements of the list that stand for ciphers which rustls does not have, or for some of those as well. */
  readonly lost: readonly string[];
}

/** Reads the list as OpenSSL does: names add, `-` takes out, `!` takes out for good, `+` puts last. */
export function readCiphers(list: string): Ciphers {
  let names: string[] = [];
  const killed = new Set<string>();
  const lost: string[] = [];
  for (const element of list.split(/[:, ]+|(?=@)/).filter((one) => one !== '' && !one.startsWith('@'))) {
    const [, operator = '', words = ''] = /^([-!+]?)(.*)$/.exec(element) ?? [];
    const meant = namesFor(words);
    const others = names.filter((name) => !meant.includes(name));
    if (operator === '!') for (const name of meant) killed.add(name);
    if (operator === '!' || operator === '-') names = others;
    else if (operator === '+') names = [...others, ...names.filter((name) => meant.includes(name))];
    else {
      names = [...names, ...meant.filter((name) => !names.includes(name) && !killed.has(name))];
      if (!isWhole(words)) lost.push(words);
    }
  }
  return { suites: names.flatMap((name) => suitesOfTls12[name]?.suite ?? []), lost };
}

const namesFor = (words: string): string[] =>
  Object.entries(suitesOfTls12)
    .filter(([name, suite]) =>
      words.split('+').every((word) => word === name || forAll.includes(word) || suite.words.includes(word)),
    )
    .map(([name]) => name);

/** Whether rustls has all ciphers that are meant. Names of TLS 1.3 suites mean nothing in the list. */
function isWhole(words: string): boolean {
  const all = words.split('+');
  return (
    words in suitesOfTls12 ||
    words.startsWith('TLS_') ||
    (all.some((word) => keyExchange.includes(word)) && all.some((word) => aead.includes(word)))
  );
}
