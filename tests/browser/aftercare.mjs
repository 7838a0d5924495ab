// After a yes: a household and its institution come by the links of their mails, see how to reach each other, confirm, and one says that
// it began. A day later the household is asked how it is, and all is well; somebody else is not safe, and a moderator has it at once. Both
// say that it is over, and how it was; what households say stands by the institution on the desk. At 320 and 360 px, households without
// JavaScript.

import {
  arrive, asked, base, check, has, letter, letters, looks, openRequest, pass, pathOf, phone, press, refused, run, said, seen, signIn, tick, world,
} from './lib.mjs';

const DAY = 86_400;
const EMAIL = 'olena@example.org';
const WORDS = 'Усе пояснили, дякуємо.';
const THEIRS = 'Прийшли вчасно.';

const checkIn = 'main form[action$="/check-in"]';
const step = (name) => `main form[action$="/step"] button[value=${name}]`;

/** What the institution does: a way from the page of the match, and a button that is asked for once more. */
async function takes(page, name) {
  await press(page, `main a[href$="/${name}"]`);
  await press(page, `main form[action$="/${name}"] .btn`);
}

/** Yes, by the mail that asks; before it no way to reach anybody is seen, and after it there is one on both sides. */
async function agree(family, host) {
  await arrive(host, await letter(world.host.email, '/provider/matches/'), world.host);
  check(await host.locator('main form[action$="/contacts"]').count() === 0, 'the institution may see contacts before it said yes');
  await takes(host, 'yes');
  await said(host, 'Ви погодилися', 'a yes');
  await looks(host, 'what was agreed, to the institution');

  const mail = await letter(EMAIL, '/my/matches/');
  check(mail.subject === 'Вам сказали «так»', `the mail is called ${mail.subject}`);
  await arrive(family, mail);
  await has(family, 'вам сказали «так»', 'a yes');
  check(await family.locator('main a[href^="tel:+"]').count() === 0, 'a phone is shown without a tap');
  await press(family, 'main form[action$="/contacts"] button');
  check(await family.locator('main a[href="tel:+37369123456"]').count() === 1, 'no phone after both said yes');
  await looks(family, 'how the institution is reached');
  await press(host, 'main form[action$="/contacts"] .btn');
  await has(host, EMAIL, 'how the household is reached');
  return mail;
}

/** Both confirm; that it began is said once, for both. */
async function begin(family, host, mail) {
  await arrive(family, mail);
  await press(family, step('confirm'));
  await said(family, 'Усе лишається, як домовлено', 'a confirmation');
  await has(family, 'Інша сторона ще ні', 'before the other side confirmed');
  await takes(host, 'confirm');
  await said(host, 'Усе лишається, як домовлено', 'a confirmation');
  await family.reload();
  await has(family, 'домовлено', 'what both confirmed');
  check(!(await family.locator('main').innerText()).includes('Інша сторона ще ні'), 'both confirmed, and one page does not know');
  await takes(host, 'start');
  await said(host, 'допомога почалася', 'the beginning');
  await family.reload();
  await has(family, 'почалося', 'the beginning, to the other side');
  check(await family.locator(step('start')).count() === 0, 'what has begun is to begin again');
  check(await family.locator(checkIn).count() === 0, 'it is asked at once how they are');
}

/** Not a second before a day is over; by the link of the mail one tap says that all is well, without the code of the request. */
async function well(family, agreed) {
  await pass(DAY - 1);
  check(!(await letters()).some((mail) => mail.path.includes('/check-in/')), 'they are asked by mail before a day is over');
  await openRequest(family, world.family);
  check(await family.locator(checkIn).count() === 0, 'they are asked before a day is over');
  await pass(1);
  const mail = await letter(EMAIL, '/check-in/');
  check(mail.subject === 'Як Ви там?', `the mail is called ${mail.subject}`);
  const [path, code] = mail.path.split('#');
  await family.goto(`${base}${path}`);
  await has(family, 'Чи ви там у безпеці?', 'a day later');
  await family.fill('#code', code);
  await looks(family, 'where it is asked how they are');
  await press(family, 'main button[name=answer][value=well]');
  await has(family, 'Дякуємо. Ми раді', 'all is well');
  check(!family.url().includes(code), `the code is in the address: ${family.url()}`);
  await arrive(family, agreed);
  check(await family.locator(checkIn).count() === 0, 'it is asked again at once');
}

/** One tap says that one is not safe: whom to call, and a code. The offer is gone, a moderator comes by the mail, and the other is left. */
async function notSafe(browser) {
  const { page } = await phone(browser, { script: false });
  await openRequest(page, world.afraid);
  await press(page, `${checkIn} button[value=not_safe]`);
  check(await page.locator('main a[href="tel:112"]').count() === 1, 'whoever is not safe is not told whom to call');
  const code = (await page.innerText('p.code')).trim();
  check(code.length > 20 && !page.url().includes(code), `the code has ${code.length} characters; the page is at ${page.url()}`);
  await looks(page, 'after “not safe”');
  check(!await seen(browser, world.elsewhere), 'where somebody is not safe, others may still go');
  check(await seen(browser, world.offer), 'an offer of others is hidden too');

  const [moderator] = world.sign_ins;
  const desk = await phone(browser, { width: 360 });
  await arrive(desk.page, await letter(moderator.email, '/desk/reports/'), moderator);
  await looks(desk.page, 'a report that was made by one tap');
  const report = pathOf(desk.page);
  await desk.page.goto(`${base}/uk/desk/reports`);
  const rows = desk.page.locator('main tbody th a[href*="/desk/reports/"]');
  check(await rows.count() === 1, `${await rows.count()} reports, where one of two is not safe`);
  await has(desk.page, 'пропозиції приховано', 'the list');
  await press(desk.page, rows);
  check(pathOf(desk.page) === report, `the list leads to ${desk.page.url()}, the mail to ${report}`);
  await press(desk.page, 'form:has(input[name=do][value=take]) .btn');
  await said(desk.page, 'Тепер цим займаєтеся ви', 'taking the report');
}

/** One side says it, the other is asked by a mail, and says so, too. */
async function over(family, host) {
  await press(family, step('complete'));
  await said(family, 'Іншу сторону питаємо', 'one word');
  await has(family, 'Ви сказали, що допомога відбулася й завершилася', 'one word');
  check(await family.locator(step('complete')).count() === 0, 'one side says both words');
  await arrive(host, await letter(world.host.email, '/provider/matches/'), world.host);
  await has(host, 'Інша сторона каже, що допомога відбулася й завершилася', 'one word, to the other side');
  await looks(host, 'where the institution is asked whether it is over');
  await takes(host, 'complete');
  await said(host, 'Записано: допомога відбулася', 'both words');
}

async function rate(page, rating, words) {
  await tick(page, 'delivered', 'yes');
  await tick(page, 'as_described', 'yes');
  await tick(page, 'rating', rating);
  await page.fill('textarea[name=comment]', words);
  await press(page, 'main form[action$="/feedback"] .btn');
  await said(page, 'Це прочитають люди, які перевіряють', 'how it was');
  check(await page.locator('main a[href$="/feedback"]').count() === 0, 'one can say twice how it was');
}

/** The household by the mail that asks, at first without a word; then the institution. Neither reads the other's. */
async function tell(family, host) {
  const mail = await letter(EMAIL, '/my/matches/');
  check(mail.subject === 'Як це було?', `the mail is called ${mail.subject}`);
  await arrive(family, mail);
  await has(family, 'завершено', 'both words');
  await press(family, 'main a[href$="/feedback"]');
  await press(family, 'main form[action$="/feedback"] .btn');
  await refused(family, 'nothing of how it was', ['delivered', 'rating']);
  await rate(family, '5', WORDS);
  await host.reload();
  check(!(await host.content()).includes(WORDS), 'the institution reads what was said of it');
  await press(host, 'main a[href$="/feedback"]');
  await rate(host, '2', THEIRS);
  await family.reload();
  check(!(await family.content()).includes(THEIRS), 'the household reads what was said of it');
}

/** How often they could be relied on is seen by whoever checks; what was said of it by whoever opens it. */
async function read(browser) {
  await pass(601);
  await asked('work');
  const { page } = await phone(browser, { width: 360 });
  await signIn(page, world.sign_ins[1]);
  await page.goto(`${base}/uk/desk/providers/${world.provider}`);
  await has(page, 'Скільки разів хтось питав або приїжджав: 2. З них вдало: 2.', 'how far one can rely on them');
  check(!(await page.content()).includes(WORDS), 'what was said is read without a tap');
  await press(page, '#feedback .btn');
  await has(page, WORDS, 'what households say');
  check(!(await page.content()).includes(THEIRS), 'what the institution says of a household counts as said of the institution');
  await looks(page, 'what households say');
}

await run(async (browser) => {
  const family = await phone(browser, { script: false });
  await openRequest(family.page, world.family);
  const host = await phone(browser);
  const mail = await agree(family.page, host.page);
  await begin(family.page, host.page, mail);
  await well(family.page, mail);
  await notSafe(browser);
  await over(family.page, host.page);
  await tell(family.page, host.page);
  await read(browser);
});
