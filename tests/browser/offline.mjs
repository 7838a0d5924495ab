// Without a connection: guides and help lines are there, nothing of anybody is.

import { base, check, openRequest, phone, run, world } from './lib.mjs';

await run(async (browser) => {
  const { context, page } = await phone(browser);
  await openRequest(page, world.households[0].code);
  await page.goto(`${base}/uk/guides`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  // The worker is ready when everything is kept; it takes the page with the next load.
  await page.reload();
  const kept = await page.evaluate(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const text = await (await cache.match(request)).text();
        found.push([new URL(request.url).pathname, new TextEncoder().encode(text).length, text.includes('/account/sign-out')]);
      }
    }
    return found;
  });
  const bytes = kept.reduce((sum, [, size]) => sum + size, 0);
  console.log(`${kept.length} files, ${bytes} bytes kept`);
  check(kept.length > 10, `only ${kept.length} files are kept`);
  check(bytes <= 200 * 1024, `${bytes} bytes are kept, at most 200 KB`);
  for (const [path, , signedIn] of kept) {
    check(/^\/static\/|^\/uk\/(offline|guides(\/[a-z-]+)?)$/.test(path), `${path} is kept`);
    check(!signedIn, `${path} is kept as somebody saw it`);
  }

  await context.setOffline(true);
  await page.goto(`${base}/uk/guides`);
  check(await page.locator('h1').count() === 1, 'the list of guides is not there without a connection');
  await page.click('main a[href*="/guides/"]');
  await page.waitForLoadState();
  check((await page.locator('main').innerText()).length > 500, 'a guide is not there without a connection');
  check(await page.evaluate(() => getComputedStyle(document.querySelector('.help')).backgroundColor) !== 'rgba(0, 0, 0, 0)', 'the style is not there without a connection');
  await page.goto(`${base}/uk/my/request`);
  check(await page.locator('a[href="tel:112"]').count() >= 1, 'no help line without a connection');
  check(!(await page.content()).includes('/my/needs/'), 'a request is shown without a connection');
  await context.setOffline(false);
  await page.goto(`${base}/uk/my/request`);
  check(await page.locator('main h1').count() === 1, 'the request does not open again');
});
