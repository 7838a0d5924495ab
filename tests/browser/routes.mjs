// Every page that a link leads to, for everybody who may be there: it answers, axe finds nothing, nothing sticks out at 320 px, it is
// small enough. In uk at 320 and 1280 px; in the other languages and in dark colours at 320 px, one page of each kind. `PUNTE_ALL=1`:
// all of them.

import { axe, base, check, found, languages, openRequest, packed, phone, pressable, reflows, run, signIn, world } from './lib.mjs';

const all = Boolean(process.env.PUNTE_ALL);
const HTML_AT_MOST = 14 * 1024;
const WITH_MAP_AT_MOST = 25 * 1024;

/** The kind of a page: its address without what differs from one to the next. */
const kind = (path) => path
  .replace(/^\/(uk|ro|en|ru)/, '')
  .replace(/\?.*$/, '')
  .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
  .replace(/\/guides\/(?!new\b|inbox\b)[a-z-]+(\/(uk|ro|en|ru)\b)?/, (_, language) => `/guides/{theme}${language ? '/{language}' : ''}`)
  .replace(/\/\d+(?=\/|$)/g, '/{n}');

const people = [
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

/** Follows links from the first page; returns addresses, few of each kind. */
async function crawl(context, start) {
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

await run(async (browser) => {
  const done = new Set();
  let pages = 0;
  for (const person of people) {
    const { context, page } = await phone(browser);
    await person.begin(page);
    const kinds = await crawl(context, '/uk');
    check(kinds.size > 3, `${person.name}: only ${kinds.size} kinds of page`);
    for (const [name, paths] of kinds) {
      if (done.has(name) && person.name !== 'visitor' && !all) { continue; }
      done.add(name);
      const some = all ? paths : paths.slice(0, 2);
      for (const [index, path] of some.entries()) {
        for (const width of all || index === 0 ? [320, 1280] : [320]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(base + path);
          const where = `${person.name} ${path} ${width}`;
          await axe(page, where);
          await reflows(page, where);
          await pressable(page, where);
          pages += 1;
        }
      }
      for (const language of languages.slice(1)) {
        for (const ukrainian of all ? some : some.slice(0, 1)) {
          for (const width of all ? [1280, 320] : [320]) {
            const path = ukrainian.replace(/^\/uk/, `/${language}`);
            const where = `${person.name} ${path} ${width}`;
            await page.setViewportSize({ width, height: 800 });
            await page.goto(base + path);
            await axe(page, where);
            await reflows(page, where);
            check(await page.getAttribute('html', 'lang') === language, `${path}: is not in ${language}`);
            pages += 1;
          }
        }
      }
      // In the dark: what axe sees differently there is contrast.
      await page.setViewportSize({ width: 320, height: 800 });
      await page.emulateMedia({ colorScheme: 'dark' });
      for (const path of all ? some : some.slice(0, 1)) {
        await page.goto(base + path);
        await axe(page, `${person.name} ${path} 320 dark`);
        pages += 1;
      }
      await page.emulateMedia({ colorScheme: 'light' });
      // Words half as long again and more: the layout holds (uk, ro, ru labels are up to 90 % longer than en).
      await page.goto(base + paths[0]);
      await page.evaluate(() => {
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walk.nextNode()) { texts.push(walk.currentNode); }
        for (const text of texts) {
          if (text.parentElement.closest('svg')) { continue; }
          text.data = text.data.replace(/(\p{L}{2,})/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.9)));
        }
      });
      await reflows(page, `${person.name} ${paths[0]} 320 with long words`);
    }
    await context.close();
  }
  console.log(`${done.size} kinds of page, ${pages} looked at`);
  if (pages < 20) { found('hardly any page was looked at'); }
});
