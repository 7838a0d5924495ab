// A family of three with a dog near Siret asks for a bed, finds it, chooses it, and gets the host's phone: at 320 px, without
// JavaScript, in Ukrainian. Then once more with the network cut between two steps, and gone on with on another phone by the code.

import { base, check, found, phone, run, signIn, world } from './lib.mjs';

let taps = 0;

/** Presses a button or a link and waits for the page that comes. */
async function press(page, target) {
  taps += 1;
  await Promise.all([page.waitForNavigation(), (typeof target === 'string' ? page.locator(target).first() : target).click()]);
}

const next = (page) => press(page, 'main form .btn >> nth=0');

/** Ticks a row: the whole row can be pressed. */
async function tick(page, name, value) {
  taps += 1;
  await page.locator(`label:has(input[name="${name}"][value="${value}"])`).first().click();
}

/** Steps in the order in which they are asked, each with what the family answers. */
const steps = {
  what: async (page) => {
    if (!await page.locator('input[name=category][value=housing]').isChecked()) { await tick(page, 'category', 'housing'); }
  },
  where: async (page) => { await page.fill('input[name=place]', 'Сірет'); },
  who: async (page) => {
    await page.fill('input[name=women]', '1');
    await page.fill('input[name=men]', '1');
    await page.fill('input[name=children]', '4');
  },
  with: async (page) => { await page.fill('input[name=dog]', '1'); },
  wishes: async () => {},
  when: async (page) => { await tick(page, 'day', 'today'); },
  reach: async (page) => {
    await tick(page, 'channel', 'phone');
    await page.fill('input[name=phone]', '+380 67 123 45 67');
  },
};

const stepOf = (page) => new URL(page.url()).pathname.split('/').pop();

/** Answers steps until the page of all answers. A place that several share is chosen from the list. */
async function answer(page, until) {
  for (let guard = 0; guard < 20; guard += 1) {
    const step = stepOf(page);
    if (step === until) { return; }
    if (!steps[step]) { throw new Error(`no such step: ${page.url()}`); }
    const choice = page.locator('input[type=radio][name=place_id]');
    if (step === 'where' && await choice.count() > 0 && await page.inputValue('input[name=place]') !== '') {
      if (await page.locator('input[name=place_id]:checked').count() === 0) { await choice.first().check({ force: true }); taps += 1; }
    } else {
      await steps[step](page);
    }
    await next(page);
    check(await page.locator('#errors').count() === 0 || stepOf(page) === 'where', `${step}: ${await page.locator('#errors').allInnerTexts()}`);
  }
  throw new Error(`never came to ${until}: ${page.url()}`);
}

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
  await answer(page, 'review');
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
  console.log(`found and asked for with ${taps} taps in ${((Date.now() - began) / 1000).toFixed(1)} s of the machine's time`);
  check(await page.locator('#errors').count() === 0, `could not choose: ${await page.locator('#errors').allInnerTexts()}`);

  check(await sayYes(browser, title.replace(/^\d+\s*/, '')), 'no provider has a proposal to answer');
  await page.goto(`${base}/uk/my/request`);
  await press(page, 'main a[href*="/my/matches/"]');
  await press(page, 'main form[action$="/contacts"] button');
  check(await page.locator('a[href^="tel:+"]').count() >= 1, 'no phone of the host after both said yes');

  // The network goes after the second step was saved; another phone goes on where it was.
  const first = await phone(browser);
  await first.page.goto(`${base}/uk/ask?category=housing`);
  await answer(first.page, 'who');
  const draft = (await first.page.locator('.panel .code').first().innerText()).trim();
  await steps.who(first.page);
  await first.context.setOffline(true);
  await first.page.locator('main form .btn').first().click();
  await first.page.waitForTimeout(500);
  await first.context.close();
  const second = await phone(browser, { width: 360 });
  await second.page.goto(`${base}/uk/my`);
  await second.page.fill('input[name=code]', draft.toLowerCase().replace(/-/g, ' '));
  await press(second.page, 'main form[action$="/my"] .btn');
  check(stepOf(second.page) === 'who', `goes on at ${second.page.url()}`);
  await answer(second.page, 'review');
  // A nervous finger: twice.
  await Promise.all([second.page.waitForNavigation(), second.page.locator('main form[action$="/ask/review"] .btn').first().dblclick()]);
  await second.page.waitForURL('**/ask/sent');
  const filed = (await second.page.locator('.slip .code').innerText()).trim();
  if (filed !== draft) { found('the code changed on the way'); }
});
