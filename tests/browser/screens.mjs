// Pictures of the pages for docs/screens: `script/screens`. Those that are read about are named; of every other kind of page that somebody
// comes to there is one, on a phone, under `all`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { crawl, people } from './crawl.mjs';
import { base, openRequest, phone, run, signIn, world } from './lib.mjs';

const to = process.argv[4];
mkdirSync(join(to, 'all'), { recursive: true });

const first = (selector) => async (page) => {
  const href = await page.locator(selector).first().getAttribute('href');
  await page.goto(base + href);
};
const at = (path) => async (page, language) => { await page.goto(`${base}/${language}${path}`); };
const then = (...steps) => async (page, language) => { for (const step of steps) { await step(page, language); } };
const visitor = async () => {};
const household = (page, language) => openRequest(page, world.households[0].code, language);
// A code of a second factor opens once: whoever signed in stays so.
const kept = new Map();
const account = (role) => async (page, language) => {
  if (kept.has(role)) { await page.context().addCookies(kept.get(role)); return; }
  await signIn(page, world.sign_ins.find((s) => s.role === role), language);
  kept.set(role, await page.context().cookies());
};

/** Who looks, at what, on which widths. */
const pictures = [
  ['home', visitor, at(''), [320, 1280]],
  ['offers', visitor, at('/offers?category=housing'), [320, 1280]],
  ['offer', visitor, then(at('/offers?category=housing'), first('.offer h3 a')), [320, 1280]],
  ['guides', visitor, at('/guides'), [320]],
  ['guide', visitor, then(at('/guides'), first('main a[href*="/guides/"]')), [320]],
  ['ask', visitor, at('/ask'), [320]],
  ['my-request', household, at('/my/request'), [320, 1280]],
  ['my-need', household, then(at('/my/request'), first('main a[href*="/my/needs/"]')), [320, 1280]],
  ['provider', account('provider'), at('/provider'), [320, 1280]],
  ['offer-form', account('provider'), at('/provider/offers/new/housing'), [320]],
  ['desk', account('moderator'), at('/desk'), [320, 1280]],
  ['desk-item', account('moderator'), then(at('/desk'), first('[data-row] [data-open]')), [1280]],
  ['report', visitor, at('/report'), [320]],
  ['account', account('moderator'), at('/account'), [320]],
  ['my-data', household, at('/my/data'), [320]],
  ['desk-reports', account('moderator'), at('/desk/reports'), [1280]],
  ['admin-background', account('administrator'), at('/admin/background'), [1280]],
  ['admin', account('administrator'), at('/admin'), [1280]],
  ['admin-settings', account('administrator'), at('/admin/settings'), [1280]],
  ['admin-health', account('administrator'), at('/admin/health'), [1280]],
  ['admin-guides', account('administrator'), at('/admin/guides'), [1280]],
];

await run(async (browser) => {
  for (const language of ['uk', 'en']) {
    for (const [name, begin, go, widths] of pictures) {
      for (const width of widths) {
        const { context, page } = await phone(browser, { width, height: width === 320 ? 900 : 800, language });
        await begin(page, language);
        await go(page, language);
        await page.screenshot({ path: join(to, `${name}-${language}-${width}.jpg`), type: 'jpeg', quality: 50 });
        await context.close();
      }
    }
  }
  const taken = new Set();
  for (const person of people) {
    const { context, page } = await phone(browser, { height: 900 });
    await person.begin(page);
    for (const [kind, [path]] of await crawl(context, '/uk')) {
      const name = kind.replace(/[{}]/g, '').replace(/^\//, '').replace(/\//g, '-') || 'home';
      if (taken.has(name)) { continue; }
      taken.add(name);
      for (const language of ['uk', 'en']) {
        await page.goto(base + path.replace(/^\/uk/, `/${language}`));
        await page.screenshot({ path: join(to, 'all', `${name}-${language}.jpg`), type: 'jpeg', quality: 30 });
      }
    }
    await context.close();
  }
});
