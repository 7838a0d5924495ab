// A family of three with a dog near Siret asks for a bed, finds it, chooses it, and gets the host's phone: at 320 px, without
// JavaScript, in Ukrainian. Then once more with the network cut between two steps, and gone on with on another phone by the code.

import { answer, stepOf, stepsOf } from './asking.mjs';
import { base, check, found, phone, press, run, signIn, tapped, world } from './lib.mjs';

const family = { place: 'Сірет', women: 1, men: 1, children: '4', dog: 1 };
const steps = stepsOf(family);

/** Its provider says yes. */
async function sayYes(browser, title) {
  for (const who of world.sign_ins.filter((s) => s.role === 'provider')) {
    const { context, page } = await phone(browser, { width: 360 });
    await signIn(page, who);
    await page.goto(`${base}/uk/provider`);
    const waiting = page.locator('main a[href*="/provider/matches/"]');
    if (await waiting.count() > 0) {
      await press(page, waiting);
      check((await page.content()).includes(title), 'the proposal does not name the offer');
      check(!(await page.locator('main').innerText()).includes('67 123'), 'the host sees a phone before saying yes');
      await press(page, 'main a[href$="/yes"]');
      await press(page, 'main form[action$="/yes"] .btn');
      await context.close();
      return true;
    }
    await context.close();
  }
  return false;
}

await run(async (browser) => {
  // Without JavaScript, at 320 px.
  const began = Date.now();
  const { page } = await phone(browser, { script: false });
  await page.goto(`${base}/uk`);
  await press(page, 'main a[href^="/uk/ask"]');
  await answer(page, steps, 'review');
  await press(page, 'main form[action$="/ask/review"] .btn');
  const code = (await page.locator('.slip .code').innerText()).trim();
  check(/^[0-9A-Z-]{34}$/.test(code.replace(/\s/g, '')), `the code looks like ${code.length} characters`);
  check(await page.locator('svg.qr path').count() === 1, 'no square to scan');
  await press(page, 'main a[href$="/my/request"]');
  await press(page, 'main a[href*="/my/needs/"]');
  const best = page.locator('.offer').first();
  const title = (await best.locator('h3').innerText()).trim();
  check((await best.innerText()).includes('собак'), `the best offer does not say that the dog is welcome: ${await best.innerText()}`);
  await press(page, best.locator('form button').first());
  console.log(`found and asked for with ${tapped()} taps in ${((Date.now() - began) / 1000).toFixed(1)} s of the machine's time`);
  check(await page.locator('#errors').count() === 0, `could not choose: ${await page.locator('#errors').allInnerTexts()}`);

  check(await sayYes(browser, title.replace(/^\d+\s*/, '')), 'no provider has a proposal to answer');
  await page.goto(`${base}/uk/my/request`);
  await press(page, 'main a[href*="/my/matches/"]');
  await press(page, 'main form[action$="/contacts"] button');
  check(await page.locator('a[href^="tel:+"]').count() >= 1, 'no phone of the host after both said yes');

  // The network goes after the second step was saved; another phone goes on where it was.
  const first = await phone(browser);
  await first.page.goto(`${base}/uk/ask?category=housing`);
  await answer(first.page, steps, 'who');
  const draft = (await first.page.locator('.panel .code').first().innerText()).trim();
  await steps.who(first.page);
  await first.context.setOffline(true);
  await first.page.locator('main form .btn').first().click();
  await first.page.waitForTimeout(500);
  await first.context.close();
  const second = await phone(browser, { width: 360 });
  await second.page.goto(`${base}/uk/my`);
  await second.page.fill('[name=code]', draft.toLowerCase().replace(/-/g, ' '));
  await press(second.page, 'main form[action$="/my"] .btn');
  check(stepOf(second.page) === 'who', `goes on at ${second.page.url()}`);
  await answer(second.page, steps, 'review');
  // A nervous finger: twice.
  await Promise.all([second.page.waitForNavigation(), second.page.locator('main form[action$="/ask/review"] .btn').first().dblclick()]);
  await second.page.waitForURL('**/ask/sent');
  const filed = (await second.page.locator('.slip .code').innerText()).trim();
  if (filed !== draft) { found('the code changed on the way'); }
});
