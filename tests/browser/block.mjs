// A moderator blocks somebody of whom a report says that they exploit people: at the first look afterwards they are on no page and in no
// ranking; whoever was on the way there is told not to go, and whom to call; and another moderator looks at the block. At 320 and 360 px.

import { asked, base, check, has, looks, openRequest, phone, press, refused, run, said, seen, signIn, tick, world } from './lib.mjs';

const { offer } = world;

/** Whether an offer is in the list of its category. */
async function listed(browser) {
  const { context, page } = await phone(browser);
  await page.goto(`${base}/uk/offers?category=service`);
  const titles = await page.locator('.offer h3').allInnerTexts();
  await context.close();
  return titles.some((title) => title.includes(offer.title));
}

/** From the queue to the report, and the block: at first without a reason. */
async function block(page) {
  await page.goto(`${base}/uk/desk`);
  await press(page, 'main a[href$="/desk/reports"]');
  await press(page, 'main a[href*="/desk/reports/"]');
  const send = 'form:has(input[name=do][value=block]) .btn';
  await press(page, send);
  await refused(page, 'a block without a reason', ['reason']);
  await tick(page, 'reason', 'exploitation');
  await press(page, send);
  await said(page, 'Заблоковано', 'a block');
}

/** Whoever had a promise reads what to do, and finds the number where it is said. */
async function told(page) {
  await page.goto(`${base}/uk/my/request`);
  await press(page, 'main a[href*="/my/matches/"]');
  await has(page, 'Не їдьте туди', 'what was promised');
  check(await page.locator('main a[href^="tel:"]').count() > 0, 'nothing says whom to call');
  check(await page.locator('form[action$="/contacts"]').count() === 0, 'the contacts of who is blocked are still shown');
  await looks(page, 'what was promised and stopped');
  await page.goto(`${base}/uk/my/inbox`);
  const line = page.locator('#lines li').filter({ hasText: 'Ми зупинили те, про що Ви домовилися' });
  check((await line.allInnerTexts()).join().includes('нове'), 'what one was told does not say that it was stopped');
  await looks(page, 'what one was told');
}

/** Not by whoever blocked; by somebody else, once. */
async function review(browser, first) {
  const verdict = '#verdict button[value=upheld]';
  await press(first, 'main a[href*="/desk/providers/"]');
  await has(first, 'Заблокували ви', 'one’s own block');
  check(await first.locator(verdict).count() === 0, 'whoever blocked may be the second one to look');
  const { page } = await phone(browser, { script: false });
  await signIn(page, world.sign_ins[1]);
  await page.goto(`${base}/uk/desk/reports`);
  await press(page, 'section[aria-labelledby=blocks] a');
  await looks(page, 'a block that waits');
  await press(page, verdict);
  await said(page, 'Ваше рішення записано', 'the second look');
  await has(page, 'блокування лишається', 'the second look');
  await page.goto(`${base}/uk/desk/reports`);
  check(await page.locator('#blocks').count() === 0, 'the block waits still');
}

await run(async (browser) => {
  const promised = await phone(browser, { script: false });
  await openRequest(promised.page, world.promised);
  const looking = await phone(browser);
  await openRequest(looking.page, world.looking);
  await press(looking.page, 'main a[href*="/my/needs/"]');
  await has(looking.page, offer.title, 'a ranking before the block');
  check(await seen(browser, offer.id) && await listed(browser), 'people do not see it before the block');
  const desk = await phone(browser, { width: 360 });
  await signIn(desk.page, world.sign_ins[0]);

  await block(desk.page);
  const began = Date.now();
  await looking.page.reload();
  check(!(await looking.page.locator('main').innerText()).includes(offer.title), 'who is blocked is ranked');
  console.log(`gone from the ranking at the first look, which took ${Date.now() - began} ms of the machine's time`);
  check(!await seen(browser, offer.id), 'people see the page of who is blocked');
  check(!await listed(browser), 'people find who is blocked');

  await asked('work');
  await told(promised.page);
  await review(browser, desk.page);
  check(!await seen(browser, offer.id), 'people see who is blocked after the second look');
});
