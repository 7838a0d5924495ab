// The first page, a step and a list of results on an old phone (its processor four times slower than this one) over Slow 3G: when the
// largest thing is painted. Times are for script/assure: script/test judges none.

import { base, check, openRequest, phone, run, world } from './lib.mjs';

/** Milliseconds until the largest paint, at most. */
const AT_MOST = 2500;
/** Slow 3G, as DevTools has it: 400 ms there and back, 400 kbit/s each way. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 400 * 1024 / 8, uploadThroughput: 400 * 1024 / 8 };

const pages = [
  ['home', async () => '/uk'],
  ['step', async () => '/uk/ask/what?category=housing'],
  ['offers', async () => '/uk/offers?category=housing'],
  ['need', async (page) => {
    await openRequest(page, world.households[0].code);
    await page.goto(`${base}/uk/my/request`);
    return page.locator('main a[href*="/my/needs/"]').first().getAttribute('href');
  }],
];

await run(async (browser) => {
  for (const [name, begin] of pages) {
    const times = [];
    for (let round = 0; round < 3; round += 1) {
      const { context, page } = await phone(browser);
      const path = await begin(page);
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      // A first visit; what a phone kept on the way to its request (style, script) it has.
      await session.send('Network.clearBrowserCache');
      await session.send('Network.emulateNetworkConditions', SLOW_3G);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await page.goto(base + path, { waitUntil: 'load' });
      times.push(await page.evaluate(() => new Promise((done) => {
        new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
      })));
      await context.close();
    }
    const [, median] = times.sort((a, b) => a - b);
    console.log(`slow: ${name} ${Math.round(median)} ms (${times.map(Math.round).join(', ')})`);
    check(median <= AT_MOST, `${name}: the largest thing is painted after ${Math.round(median)} ms, at most ${AT_MOST}`);
  }
});
