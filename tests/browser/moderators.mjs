// Two people check an offer that is risky and takes both: the first one at 320 px and without JavaScript, with a look at who offers it, the
// second one with the keyboard. Each decides, takes it back within the minute, and decides again; visitors find it exactly while both agree.

import { base, check, has, looks, pass, phone, press, run, said, signIn, tap, tick, world } from './lib.mjs';

const NOTE = 'Житло разом із роботою: умови прочитано.';

/** Whether a visitor finds an offer in the lists of its category, page after page, in the language that it was written in. */
async function found(browser, offer) {
  const { context, page } = await phone(browser);
  await page.goto(`${base}/${offer.language}/offers?category=${offer.category}`);
  const next = page.locator('a[rel=next]');
  let there = false;
  for (let pages = 0; pages < 40 && !there; pages += 1) {
    there = (await page.locator('.offer h3').allInnerTexts()).some((t) => t.includes(offer.title));
    if (there || await next.count() === 0) { break; }
    await press(page, next);
  }
  await context.close();
  return there;
}

/** Takes a decision back. */
async function undo(page, offer) {
  await press(page, page.locator('form:has(input[name=do][value=undo])').filter({ hasText: offer.title }).locator('button'));
  await said(page, 'Рішення скасовано', 'taking back');
  check(await page.locator('#decision-form').count() === 1, 'what was taken back is not there to decide on');
}

/** Without JavaScript: the first risky one that takes two. */
async function first(page) {
  await page.goto(`${base}/uk/desk`);
  await press(page, 'main a[href*="tab=risky"]');
  const row = page.locator('[data-row]:has([data-take])').filter({ hasText: 'перша з двох людей' }).first();
  check(await row.locator('.t-warn').count() > 0, 'nothing says what is risky');
  const link = row.locator('[data-open]');
  const offer = { title: (await link.innerText()).trim(), language: await link.getAttribute('lang') || 'uk' };
  await press(page, row.locator('[data-take]'));
  offer.category = (await page.locator('.tag[class*=" k-"]').first().getAttribute('class')).split('k-').pop();
  check(await page.locator('#hints').count() === 1, 'what is risky is not said where one decides');
  await looks(page, 'an item that is held');
  return offer;
}

/** A look at who it is, when the code has become too old: it is asked for in between, and what was answered and written stays. */
async function look(page) {
  const point = await page.locator('[data-point] input[value=yes]').last().getAttribute('name');
  await tick(page, point, 'yes');
  await page.fill('#note', NOTE);
  await tap(page.locator('summary').filter({ hasText: 'Подивитися, хто це' }));
  await tick(page, 'why-identity', 'vetting');
  await pass(301);
  await press(page, 'button[name=look][value=identity]');
  check(!page.url().includes('?'), `something is in the address: ${page.url()}`);
  await looks(page, 'where the code is asked again');
  await page.fill('input[name=proof]', world.code);
  await press(page, 'main form .btn');
  await has(page, 'Цей перегляд записано', 'a look');
  check(await page.inputValue('#note') === NOTE, 'after a look the note is lost');
  check(await page.locator(`[name=${point}][value=yes]`).isChecked(), 'after a look an answer is lost');
  await looks(page, 'an item with a look');
}

/** Agrees with a tap for each point; at first with one left out. */
async function agree(page) {
  const points = await page.locator('[data-point] input[value=yes]').evaluateAll((all) => all.map((e) => e.name));
  check(points.length > 2, `only ${points.length} points to check`);
  for (const point of points.slice(1)) { await tick(page, point, 'yes'); }
  await tap(page.locator('label:has([data-decision=approve])'));
  await page.fill('#note', NOTE);
  await press(page, '#decision-form button[value=queue]');
  const wrong = await page.locator('#errors a').evaluateAll((all) => all.map((e) => e.hash.slice(1)));
  check(wrong.length === 1 && await page.locator(`#${wrong[0]}[name=${points[0]}]`).count() === 1, `one point is open, and wrong are ${wrong}`);
  check(await page.inputValue('#note') === NOTE, 'the note is lost');
  for (const point of points.slice(1)) { check(await page.locator(`[name=${point}][value=yes]`).isChecked(), `the answer to ${point} is lost`); }
  await looks(page, 'an item with something wrong');
  await tick(page, points[0], 'yes');
  await press(page, '#decision-form button[value=queue]');
  check(await page.locator('#trouble, #errors').count() === 0, `cannot agree: ${await page.locator('#trouble, #errors').allInnerTexts()}`);
}

/** Agrees with the keyboard alone, as the second of two people; how many keys that takes. */
async function keys(page) {
  let pressed = 0;
  const key = async (name) => { pressed += 1; await page.keyboard.press(name); };
  await key('a');
  for (let guard = 0; guard < 30 && await page.locator('[data-point]:not(:has(input:checked))').count() > 0; guard += 1) { await key('y'); }
  check(await page.evaluate(() => document.activeElement.matches('[data-send]')), 'after the last point the focus is not on sending');
  await Promise.all([page.waitForNavigation(), key('Enter')]);
  check(await page.locator('#trouble, #errors').count() === 0, `cannot agree: ${await page.locator('#trouble, #errors').allInnerTexts()}`);
  return pressed;
}

await run(async (browser) => {
  const [one, other] = world.sign_ins.filter((s) => s.role === 'moderator');
  const { page } = await phone(browser, { script: false });
  await signIn(page, one);
  const offer = await first(page);
  check(!await found(browser, offer), 'a visitor finds what nobody checked');
  await look(page);
  await agree(page);
  await said(page, 'ще одна людина', 'the first of two');
  await looks(page, 'the queue with something to take back');
  await undo(page, offer);
  await agree(page);
  check(!await found(browser, offer), 'a visitor finds what one of two agreed to');
  await page.goto(`${base}/uk/desk?tab=second`);
  const row = page.locator('[data-row]').filter({ hasText: offer.title });
  check(await row.locator('[data-take]').count() === 0, 'the first can be the second as well');
  await press(page, row.locator('[data-open]'));
  check(await page.locator('#decision-form').count() === 0, 'the first can decide once more');

  const second = await phone(browser);
  await signIn(second.page, other);
  await second.page.goto(`${base}/uk/desk?tab=second`);
  await second.page.keyboard.press('j');
  await Promise.all([second.page.waitForNavigation(), second.page.keyboard.press('t')]);
  check((await second.page.locator('h1').innerText()).includes(offer.title), 'took another one');
  check((await second.page.locator('#earlier').locator('..').innerText()).includes(NOTE), 'what the first one wrote is not there');
  console.log(`the second of two agrees with ${await keys(second.page)} keys`);
  check(await found(browser, offer), 'no visitor finds what both agreed to');
  await undo(second.page, offer);
  check(!await found(browser, offer), 'a visitor finds what was taken back');
  await keys(second.page);
  check(await found(browser, offer), 'no visitor finds it after all');
});
