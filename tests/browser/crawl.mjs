// The pages that somebody comes to by links, by their kinds.

import { base, check, openRequest, packed, signIn, world } from './lib.mjs';

const HTML_AT_MOST = 14 * 1024;
const WITH_MAP_AT_MOST = 25 * 1024;

/** The kind of a page: its address without what differs from one to the next. */
export const kind = (path) => path
  .replace(/^\/(uk|ro|en|ru)/, '')
  .replace(/\?.*$/, '')
  .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
  .replace(/\/guides\/(?!new\b|inbox\b)[a-z-]+(\/(uk|ro|en|ru)\b)?/, (_, language) => `/guides/{theme}${language ? '/{language}' : ''}`)
  .replace(/\/translations\/(uk|ro|en|ru)\b/, '/translations/{language}')
  .replace(/\/\d+(?=\/|$)/g, '/{n}');

/** Who there is, and how each comes in. */
export const people = [
  { name: 'visitor', begin: async () => {} },
  { name: 'household', begin: (page) => openRequest(page, world.households[0].code) },
  { name: 'provider', begin: (page) => signIn(page, world.sign_ins.find((s) => s.role === 'provider')) },
  // Households ask institutions, and never private persons.
  { name: 'institution', begin: (page) => signIn(page, world.sign_ins.find((s) => s.email.startsWith('provider-podul@'))) },
  { name: 'moderator', begin: (page) => signIn(page, world.sign_ins.find((s) => s.role === 'moderator')) },
  { name: 'auditor', begin: (page) => signIn(page, world.sign_ins.find((s) => s.role === 'auditor')) },
  { name: 'child protection', begin: (page) => signIn(page, world.sign_ins.find((s) => s.role === 'child_protection')) },
  { name: 'case worker', begin: (page) => signIn(page, world.sign_ins.find((s) => s.role === 'case_worker')) },
  { name: 'administrator', begin: (page) => signIn(page, world.sign_ins.find((s) => s.role === 'administrator')) },
];

/** Follows links from the first page, each of which must answer and be small enough; returns addresses, few of each kind. */
export async function crawl(context, start) {
  const todo = [start];
  const seen = new Set(todo);
  const known = new Map();
  const kinds = new Map();
  while (todo.length > 0) {
    const path = todo.shift();
    const answer = await context.request.get(base + path, { maxRedirects: 0, failOnStatusCode: false });
    const status = answer.status();
    if (status >= 300 && status < 400) {
      const to = answer.headers().location;
      if (to.startsWith('/') && !seen.has(to)) { seen.add(to); todo.push(to); }
      continue;
    }
    check(status === 200, `${path}: ${status}`);
    const html = await answer.text();
    if (!(answer.headers()['content-type'] || '').startsWith('text/html')) { continue; }
    const size = packed(html);
    const most = html.includes('class="map') ? WITH_MAP_AT_MOST : HTML_AT_MOST;
    check(size <= most, `${path}: ${size} bytes, at most ${most}`);
    const of = kinds.get(kind(path)) || [];
    of.push(path);
    kinds.set(kind(path), of);
    for (const [, href] of html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)) {
      const to = href.replace(/&amp;/g, '&').replace(/&#38;/g, '&').replace(/#.*$/, '');
      if (!to.startsWith('/uk') || seen.has(to)) { continue; }
      // As many of one kind as show its states; offers come by the hundred.
      const same = known.get(kind(to)) || 0;
      if (same < 12) { known.set(kind(to), same + 1); seen.add(to); todo.push(to); }
    }
  }
  return kinds;
}
