// Two homes come near the end of their fourteen days. Their provider gets a mail about each and answers the first by one tap, without a
// sign-in: it stays. By the last link of that mail no more come that remind, read in Romanian on the way. The second lapses in its second,
// which is told all the same: it is gone from the list, the map, its page and a household's ranking at the first look, and comes back by
// the link of the mail that says so. At 320 px, once with a script and once without.

import { asked, base, check, has, looks, openRequest, pass, phone, press, reflows, run, seen, world } from './lib.mjs';

const { kept, lapsing } = world;
const DAY = 86_400;
const EVERYWHERE = 'list,map,ranking,page';
const yes = 'button[name=still][value=available]';

/** Opens what fits a household. */
async function ranking(page) {
  await openRequest(page, world.household);
  await press(page, 'main a[href*="/my/needs/"]');
}

/** Where people find an offer now. */
async function places(browser, offer) {
  const { context, page } = await phone(browser);
  const there = [];
  for (const [name, path, row] of [['list', '/uk/offers?category=housing', '.offer h3'], ['map', '/uk/map?category=housing', '#spots a']]) {
    await page.goto(`${base}${path}`);
    if ((await page.locator(row).allInnerTexts()).some((title) => title.includes(offer.title))) { there.push(name); }
  }
  await ranking(page);
  if ((await page.locator('main').innerText()).includes(offer.title)) { there.push('ranking'); }
  await context.close();
  if (await seen(browser, offer.id)) { there.push('page'); }
  return there.join();
}

/** As `places`, once what a moment ago became visible has come to the ranking. */
async function back(browser, offer) {
  let there = '';
  for (let looked = 0; looked < 20 && there !== EVERYWHERE; looked += 1) { there = await places(browser, offer); }
  return there;
}

/** The mails that are due, of which there must be so many: what a link leads to, by its offer. */
async function mails(number, when) {
  const found = JSON.parse(await asked('mails'));
  check(found.length === number, `${when}: ${found.length} mails, not ${number}`);
  check(found.every(({ to }) => to === world.provider), `${when}: told are ${found.map(({ to }) => to)}`);
  return ({ id }) => found.find(({ path }) => path === `/uk/still/${id}`) || { path: '/uk/none', code: '', subject: '', off: '' };
}

/** One tap on the link, and one on the page; looking at the page changes nothing. */
async function confirm(browser, { path, code }, script) {
  const { context, page } = await phone(browser, { script });
  await page.goto(`${base}${path}${script ? `#${code}` : ''}`);
  if (script) {
    check(await page.inputValue('#code') === code, 'the code of the mail is not taken up');
    check(!page.url().includes('#'), `the code stays in the address: ${page.url()}`);
  } else {
    await page.fill('#code', code);
  }
  await looks(page, 'where a mail asks whether an offer is still there');
  return async () => {
    await press(page, yes);
    await has(page, 'Ваша пропозиція актуальна', 'one tap');
    check(!page.url().includes(code), `the code is in the address: ${page.url()}`);
    check(await page.locator('form[action$="/account/sign-out"]').count() === 0, 'one tap signs in');
    await looks(page, 'after one tap');
    await context.close();
  };
}

/** No more reminders, by one tap and without a sign-in; it is taken back by another, and the third stands. */
async function without(browser, { off }) {
  const { context, page } = await phone(browser);
  const stop = 'main form:has(input[name="List-Unsubscribe"]) .btn';
  await page.goto(`${base}${off || '/uk/none'}`);
  await has(page, 'скоро мине строк пропозиції', 'where a mail is switched off');
  await has(page, 'Ви їх отримуєте', 'where a mail is switched off');
  await looks(page, 'where a mail is switched off');
  await press(page, stop);
  await has(page, 'Вони до вас більше не надходять', 'one tap');
  await press(page, 'main form[action$="/undo"] button');
  await has(page, 'Ви їх отримуєте', 'taking it back');
  // The page came of a form: it is read in another language all the same.
  await press(page, '.lang a[hreflang=ro]');
  await has(page, 'Le primiți.', 'the same in Romanian');
  await press(page, stop);
  await has(page, 'Nu le mai primiți.', 'one more tap');
  check(await page.locator('form[action$="/account/sign-out"]').count() === 0, 'the link of a mail signs in');
  check(await page.evaluate(() => document.documentElement.lang) === 'ro', 'the answer is in another language');
  await reflows(page, 'after a mail was switched off');
  await context.close();
}

await run(async (browser) => {
  for (const offer of [kept, lapsing]) {
    const there = await back(browser, offer);
    check(there === EVERYWHERE, `at first ${offer.title} is found in: ${there}`);
  }
  // What is told of the approvals.
  await pass(61);
  await mails(0, 'at first');

  await pass(10 * DAY - 61);
  const soon = await mails(2, 'four days before');
  check(soon(kept).subject.includes('ще актуальна'), `the mail is called ${soon(kept).subject}`);
  await (await confirm(browser, soon(kept), true))();

  await without(browser, soon(lapsing));

  // On its last day they would be reminded once more.
  await pass(3 * DAY);
  await mails(0, 'to whoever wants no reminders');
  await pass(DAY - 1);
  const { page } = await phone(browser);
  await ranking(page);
  for (const offer of [kept, lapsing]) { await has(page, offer.title, 'a second before the end'); }
  await pass(1);
  const began = Date.now();
  await page.reload();
  await has(page, kept.title, 'what was confirmed');
  check(!(await page.locator('main').innerText()).includes(lapsing.title), 'what lapsed is ranked');
  console.log(`gone from the ranking at the first look, which took ${Date.now() - began} ms of the machine's time`);
  const left = [await places(browser, kept), await places(browser, lapsing)].join(' | ');
  check(left === `${EVERYWHERE} | `, `what was confirmed, and what was not, is found in: ${left}`);

  const late = await mails(1, 'at the end');
  check(late(lapsing).subject.includes('більше не видно'), `the mail is called ${late(lapsing).subject}`);
  const tap = await confirm(browser, late(lapsing), false);
  check(!await seen(browser, lapsing.id), 'to look at the link shows the offer again');
  await tap();
  const again = await back(browser, lapsing);
  check(again === EVERYWHERE, `after one tap it is found in: ${again}`);
  await mails(0, 'after the tap');
});
