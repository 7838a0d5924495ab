// What was agreed comes to nothing. A household calls off a bed, in Romanian, at first without a reason: it may choose again, and its host
// comes by the mail and reads why. A host says that nobody came, in Russian: the household comes by the mail and its code, reads what that
// means, whom to call, and where to say how it was. A day later whoever is somewhere is asked how they are, and nobody else: “not safe” is
// one tap away from the mail, in English, without the code of a request. At 320 px, the second household without JavaScript.

import {
  arrive, base, check, has, letter, letters, looks, openRequest, pass, pathOf, phone, press, reflows, refused, run, said, seen, signIn, tap,
  tapped, tick, world,
} from './lib.mjs';

const { left, absent, afraid } = world;
const DAY = 86_400;
const contacts = 'main form[action$="/contacts"]';

/** Where what a household needs stands. */
const stands = async (page) => (await page.locator('section[aria-labelledby=needs] .tag').allInnerTexts()).join();

/** Not by one tap, and not without a reason; then the bed is gone, and others are there to choose. */
async function callOff(browser) {
  const { page } = await phone(browser, { language: 'ro' });
  await openRequest(page, left.household, 'ro');
  check(await stands(page) === 'găsit', `before it is called off the need is: ${await stands(page)}`);
  await press(page, 'main a[href*="/my/matches/"]');
  const send = page.locator('main form[action$="/cancel"] .btn');
  check(!await send.isVisible(), 'one tap calls off');
  await tap(page.locator('main details.more summary').filter({ hasText: 'Anulați alegerea' }));
  await press(page, send);
  await refused(page, 'calling off without a reason', ['reason']);
  check(await page.evaluate(() => document.activeElement.id) === 'errors', 'what is wrong is not said first');
  await tick(page, 'reason', 'dates_changed');
  await press(page, send);
  await said(page, 'S-a anulat', 'calling off');
  await has(page, 'nu mergeți acolo', 'what was called off');
  await has(page, 'datele s-au schimbat', 'what was called off');
  check(await page.locator(contacts).count() === 0, 'the host of what was called off can be called still');
  check(await send.count() === 0, 'what was called off can be called off');
  await looks(page, 'what was called off');
  await press(page, 'main a.btn[href*="/my/needs/"]');
  await has(page, left.other, 'what fits after calling off');
  await page.goto(`${base}/ro/my/request`);
  check(await stands(page) === 'căutăm', `after it was called off the need is: ${await stands(page)}`);
  await has(page, 'anulat', 'the request');
}

/** The host is told at once, and finds who called off, and why. */
async function hostReads(browser) {
  const { page } = await phone(browser, { language: 'ro' });
  const mail = await letter(left.host.email, '/provider/matches/');
  check(mail.subject === 'Planurile s-au schimbat', `the mail is called ${mail.subject}`);
  await arrive(page, mail, left.host);
  for (const words of ['anulat', 'oamenii care caută ajutor', 'datele s-au schimbat']) { await has(page, words, 'what was called off, to its host'); }
  check(await page.locator(`${contacts}, main a[href$="/cancel"]`).count() === 0, 'the host may still call or call off');
  await looks(page, 'what was called off, to its host');
}

/** Asked once more, with whom to call first; no reason is asked for, and none is missed afterwards. */
async function nobodyCame(browser) {
  const { page } = await phone(browser, { language: 'ru' });
  await signIn(page, absent.host, 'ru');
  await page.goto(`${base}/ru/provider`);
  await press(page, 'main section[aria-labelledby=agreed] a');
  await press(page, 'main a[href$="/no-show"]');
  await has(page, 'сначала позвоните людям', 'before it is said that nobody came');
  await reflows(page, 'before it is said that nobody came');
  await press(page, 'main form[action$="/no-show"] .btn');
  await said(page, 'Записано, что никто не пришёл', 'that nobody came');
  await has(page, 'не приехали', 'that nobody came');
  check(!(await page.locator('main').innerText()).includes('без объяснения'), 'a reason is missed that nobody was asked for');
  check(await page.locator(contacts).count() === 0, 'who did not come can be called still');
  await looks(page, 'that nobody came, to the host');
}

/** By the mail, which asks for the code first; what it means, whom to call, where to say how it was, and what there is to choose. */
async function familyReads(browser) {
  const { page } = await phone(browser, { script: false, language: 'ru' });
  const mail = await letter(absent.email, '/my/matches/');
  check(mail.subject === 'Записано, что никто не пришёл', `the mail is called ${mail.subject}`);
  await page.goto(`${base}${mail.path}`);
  check(pathOf(page) === '/ru/my', `without its code the request is open at ${page.url()}`);
  await page.fill('[name=code]', absent.household);
  await press(page, 'main form .btn');
  check(pathOf(page) === mail.path, `after the code one is at ${page.url()}, the mail leads to ${mail.path}`);
  await page.goto(`${base}/ru/my/request`);
  check(await stands(page) === 'ищем', `after nobody came the need is: ${await stands(page)}`);
  await press(page, 'main a[href*="/my/matches/"]');
  check(pathOf(page) === mail.path, `the request leads to ${page.url()}, the mail to ${mail.path}`);
  for (const words of ['Другая сторона говорит, что никто не приехал', 'потребность снова открыта']) { await has(page, words, 'that nobody came'); }
  check(await page.locator('main a[href^="tel:"]').count() > 0, 'it says to call, and not whom');
  check(await page.locator(contacts).count() === 0, 'the host can be called still');
  await looks(page, 'that nobody came, to the household');
  await press(page, 'main a[href$="/feedback"]');
  check(await page.locator('main form[action$="/feedback"]').count() === 1, `how it was is not asked at ${page.url()}`);
  await page.goto(`${base}${mail.path}`);
  await press(page, 'main a.btn[href*="/my/needs/"]');
  check(await page.locator('main .offer').count() > 0, 'there is nothing to choose again');
}

/** One mail to whoever is there, and one tap. */
async function notSafe(browser) {
  await pass(DAY);
  const asks = (await letters()).filter((mail) => mail.path.includes('/check-in/'));
  check(asks.map((mail) => mail.to).join() === afraid.email, `asked how they are: ${asks.map((mail) => mail.to)}`);
  const mail = asks[0] || { subject: '', path: '/en/none' };
  check(mail.subject === 'How are you?', `the mail is called ${mail.subject}`);
  const { page } = await phone(browser, { language: 'en' });
  await page.goto(`${base}${mail.path}`);
  check(await page.inputValue('#code') === mail.path.split('#')[1], 'the code of the mail is not taken up');
  check(!page.url().includes('#'), `the code stays in the address: ${page.url()}`);
  await has(page, 'Are you safe there?', 'a day later');
  const before = tapped();
  await press(page, 'main button[name=answer][value=not_safe]');
  check(tapped() - before === 1, `“not safe” takes ${tapped() - before} taps`);
  check(await page.locator('main a[href="tel:112"]').count() === 1, 'whoever is not safe is not told whom to call');
  const code = (await page.innerText('p.code')).trim();
  check(code.length > 20 && !page.url().includes(code), `the code has ${code.length} characters; the page is at ${page.url()}`);
  check(await page.locator('form[action$="/account/sign-out"]').count() === 0, 'the link of a mail opens a request');
  await looks(page, 'after “not safe” from a mail');
  check(!await seen(browser, afraid.offer), 'where somebody is not safe, others may still go');
}

await run(async (browser) => {
  // Whoever was told while all this was set up.
  await letters();
  await callOff(browser);
  await hostReads(browser);
  await nobodyCame(browser);
  await familyReads(browser);
  await notSafe(browser);
});
