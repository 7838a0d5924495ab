// Four women agreed to be split over offers, in Ukrainian: each offer says for how many of them there is room, two are asked, both say yes by
// their mails, and what is left is seen, with what there is for it, until it is let go of. Then somebody whose stay ends in a week, in
// English: by the mail and the code they look for what comes next, at first without a last day, and keep what they have. At 320 px.

import {
  arrive, base, check, has, letter, letters, looks, openRequest, pass, pathOf, phone, press, reflows, refused, run, said, tap, world,
} from './lib.mjs';

const { two, one, all } = world.homes;
const DAY = 86_400;
const needs = 'section[aria-labelledby=needs]';
const lines = 'section[aria-labelledby=plan] li';

/** Where what a household needs stands. */
const stands = async (page) => (await page.locator(`${needs} .tag`).allInnerTexts()).join();
const card = (page, { title }) => page.locator('main .offer').filter({ hasText: title });
const many = (page, home) => card(page, home).locator('input[name=quantity]');
const choose = (page, home) => press(page, card(page, home).locator('form .btn'));
const isSaidFirst = (page) => page.evaluate(() => document.activeElement.id === 'errors');

/** For how many there is room at a place. */
async function room(page, home, number, words) {
  check(await many(page, home).inputValue() === number, `${home.title} is chosen for ${await many(page, home).inputValue()}, not ${number}`);
  check((await card(page, home).innerText()).includes(words), `${home.title} does not say “${words}”: ${await card(page, home).innerText()}`);
}

/** Two places are asked, the first at first for more than there are. */
async function ask(page) {
  await openRequest(page, world.group);
  await press(page, `${needs} a[href*="/my/needs/"]`);
  await room(page, two, '2', 'Тут є місце для 2 з вас');
  await room(page, one, '1', 'Тут є місце для 1 з вас');
  await room(page, all, '4', 'Тут є місце для всіх');
  await many(page, two).fill('9');
  await choose(page, two);
  await refused(page, 'a place for more than there are', [`quantity-${two.id}`]);
  check(await isSaidFirst(page), 'what is wrong is not said first');
  check(await many(page, two).inputValue() === '9', 'what was typed is lost');
  check(await many(page, one).inputValue() === '1', 'a number was typed for one place, and another has it');
  await many(page, two).fill('2');
  await choose(page, two);
  await said(page, 'Ви обрали цю пропозицію', 'the first place');
  await press(page, 'main a.back');
  check(await stands(page) === 'чекаємо на відповідь', `while one is asked the need is: ${await stands(page)}`);
  await press(page, `${needs} a[href*="/my/needs/"]`);
  await has(page, 'близько до місця, яке ви обрали', 'what fits beside what is asked');
  await choose(page, one);
  await said(page, 'Ви обрали цю пропозицію', 'the second place');
}

/** Their host says yes to both, by the mails that ask, each about its own beds. */
async function agree(browser) {
  const { page } = await phone(browser);
  const asks = (await letters()).filter((mail) => mail.to === world.host.email && mail.path.includes('/provider/matches/'));
  check(asks.length === 2, `${asks.length} mails ask the host, not 2: ${asks.map((mail) => `${mail.subject} ${mail.path}`)}`);
  const beds = [];
  for (const mail of asks) {
    await arrive(page, mail, world.host);
    const words = await page.locator('main').innerText();
    beds.push(['2\u00a0ліжка', '1\u00a0ліжко'].find((some) => words.includes(some)));
    await press(page, 'main a[href$="/yes"]');
    await press(page, 'main form[action$="/yes"] .btn');
    await said(page, 'Ви погодилися', 'a yes');
  }
  check(beds.sort().join() === '1\u00a0ліжко,2\u00a0ліжка', `the host is asked for ${beds}`);
}

/** What is agreed and what is left are told apart; the last of them sees where there is room for her, and needs it no more. */
async function rest(page) {
  await page.goto(`${base}/uk/my/request`);
  check(await stands(page) === 'частину знайдено', `with three of four beds the need is: ${await stands(page)}`);
  const plan = await page.locator(lines).allInnerTexts();
  const agreed = plan.filter((line) => line.includes('домовлено'));
  const open = plan.filter((line) => /1\s+ліжко/.test(line) && line.includes('ще шукаємо'));
  check(agreed.length === 2 && open.length === 1 && plan.length === 3, `in order are: ${plan.join(' | ')}`);
  check(await page.locator('section[aria-labelledby=look]').count() === 0, 'a group that is split is warned of itself');
  await looks(page, 'a group of which three have a bed');
  await press(page, `${needs} a[href*="/my/needs/"]`);
  for (const full of [two, one]) { check(await card(page, full).count() === 0, `${full.title} is full and listed`); }
  await room(page, all, '1', 'Тут є місце для всіх');
  await looks(page, 'what fits the last of a group');
  await page.goto(`${base}/uk/my/request`);
  await tap(page.locator('main details.more summary').filter({ hasText: 'Решта ще потрібна?' }));
  await press(page, 'main form[action$="/still"] button[value=done_by_others]');
  await said(page, 'решта більше не потрібна', 'letting go of the rest');
  check(await stands(page) === 'знайдено', `without the rest the need is: ${await stands(page)}`);
  const kept = await page.locator('section[aria-labelledby=chosen] .tag').allInnerTexts();
  check(kept.join() === 'вам сказали «так»,вам сказали «так»', `what was agreed is now: ${kept}`);
}

/** From the mail to the form, also where the code is asked for on the way; and what they have leads there, too. */
async function come(page) {
  const mail = await letter(world.guest.email, '/again');
  check(mail.subject === 'Your stay ends in a week', `the mail is called ${mail.subject}`);
  await page.goto(`${base}${mail.path}`);
  check(pathOf(page) === '/en/my', `without its code the request is open at ${page.url()}`);
  await page.fill('[name=code]', world.guest.household);
  await press(page, 'main form .btn');
  check(pathOf(page) === mail.path, `after the code one is at ${page.url()}, the mail leads to ${mail.path}`);
  await page.goto(`${base}/en/my/request`);
  check(await stands(page) === 'found', `before they look on the need is: ${await stands(page)}`);
  await press(page, `${needs} a[href*="/my/needs/"]`);
  await has(page, 'There is nothing to choose here now', 'what is agreed');
  await reflows(page, 'what is agreed');
  await press(page, 'main a[href$="/again"]');
  check(pathOf(page) === mail.path, `what is agreed leads to ${page.url()}, the mail to ${mail.path}`);
}

/** From the day on which the stay ends; what they have stays. */
async function lookOn(page) {
  await has(page, 'What you have now stays as agreed', 'looking on');
  const send = 'main form[action$="/again"] .btn';
  await press(page, send);
  await refused(page, 'looking on without a last day', ['dates'], { from: '2027-03-16' });
  check(await isSaidFirst(page), 'what is wrong is not said first');
  await page.fill('input[name=to]', '2027-03-30');
  await press(page, send);
  await said(page, 'the offers for the new days', 'looking on');
  check(/^\/en\/my\/needs\/[0-9a-f-]{36}$/.test(pathOf(page)), `after looking on one is at ${page.url()}`);
  check(await card(page, all).count() === 1, 'nothing is free after the stay');
  await looks(page, 'what fits after the stay');
  await page.goto(`${base}/en/my/request`);
  check(await stands(page) === 'found,we are looking', `while they look on the needs are: ${await stands(page)}`);
  const kept = await page.locator('section[aria-labelledby=chosen] .tag').allInnerTexts();
  check(kept.join() === 'begun', `what they have is now: ${kept}`);
  const plan = await page.locator(lines).allInnerTexts();
  check(plan.length === 2 && plan[0].includes('agreed') && plan[1].includes('still open'), `in order are: ${plan.join(' | ')}`);
  await press(page, 'main a[href*="/my/matches/"]');
  check(await page.locator('main a[href$="/again"]').count() === 0, 'one may look on twice');
}

await run(async (browser) => {
  // Whoever was told while all this was set up.
  await letters();
  const group = await phone(browser);
  await ask(group.page);
  await agree(browser);
  await rest(group.page);

  await pass(7 * DAY);
  const guest = await phone(browser, { language: 'en' });
  await come(guest.page);
  await lookOn(guest.page);
});
