// Somebody makes an account by the link of a mail, guards it with an authenticator app, signs in with its code and with one that is kept
// on paper, ends a sign-in that another phone has, and moves the account to another address by the link of a mail, through the sign-in: at
// 320 and 360 px; keeps a request in it, opens it from there, also on another phone, in Russian, and ends that. Then an administrator
// issues a key and is asked for the code once more: what was ticked and typed goes on.

import { asked, base, check, has, looks, pass, pathOf, phone, press, reflows, refused, run, said, signIn, tick, world } from './lib.mjs';

const EMAIL = 'oksana@example.org';
const NEW = 'oksana.moved@example.org';
const person = { role: 'somebody new', email: EMAIL, password: world.password };

/** Follows the link of a mail: from outside, and not from the page that waits for it. Where it leads. */
async function follow(page, path) {
  const code = await asked('link');
  await page.goto('about:blank');
  await page.goto(`${base}/uk${path}#${code}`);
  return code;
}

/** The code of a link is taken up, and stays in no address. */
async function takenUp(page, code) {
  check(await page.inputValue('#code') === code, 'the code of the mail is not taken up');
  check(!page.url().includes('#'), `the code stays in the address: ${page.url()}`);
}

/** An account, at first with a password that anybody guesses. */
async function signUp(page) {
  await page.goto(`${base}/uk`);
  await press(page, '.foot a[href$="/account/sign-in"]');
  await press(page, 'main a[href$="/account/new"]');
  await page.fill('input[name=email]', EMAIL);
  await press(page, 'main form .btn');
  await said(page, 'Лист на цю адресу', 'signing up');
  await looks(page, 'while the mail is on its way');
  const code = await follow(page, '/account/confirm');
  await takenUp(page, code);
  await page.fill('input[name=password]', 'aaaaaaaaaaaa');
  await press(page, 'main form .btn');
  await refused(page, 'a password that anybody guesses', ['password'], { code });
  await page.fill('input[name=password]', person.password);
  await press(page, 'main form .btn');
  await said(page, 'Обліковий запис створено', 'the link');
}

/** An authenticator app, at first with a code that is none; the codes for when the phone is lost. */
async function guard(page) {
  await press(page, '.foot a[href$="/account"]');
  await press(page, 'main a[href$="/account/second-factor"]');
  await press(page, 'main form[action$="/account/second-factor"] button');
  check(await page.locator('.slip svg.qr path').count() === 1, 'no square for the app');
  person.key = (await page.innerText('.slip b.code')).replace(/\s/g, '');
  const send = 'main form[action$="/second-factor/confirm"] button';
  await page.fill('input[name=code]', '12345');
  await press(page, send);
  await refused(page, 'a code that is none', ['code']);
  await page.fill('input[name=code]', await asked(`shown ${person.key}`));
  await press(page, send);
  const codes = (await page.locator('.slip li').allInnerTexts()).map((code) => code.trim());
  check(new Set(codes).size === 10, `${codes.length} codes for when the phone is lost`);
  await looks(page, 'the codes for when the phone is lost');
  await page.goto(`${base}/uk/account`);
  await has(page, '10 резервних кодів', 'one’s account');
  check(!(await page.content()).includes(codes[0]), 'the codes are shown again');
  return codes;
}

/** The password, and then a code: at first one that is none. Where one is afterwards. */
async function enter(page, email, code) {
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', person.password);
  await press(page, 'main form .btn');
  check(pathOf(page) === '/uk/account/code', `after the password one is at ${page.url()}`);
  await page.fill('input[name=code]', '12345');
  await press(page, 'main form .btn');
  await refused(page, 'the second half of a sign-in', ['code']);
  await page.fill('input[name=code]', code);
  await press(page, 'main form .btn');
  return pathOf(page);
}

/** Another phone comes in with a code from paper, and ends the sign-in of the first. */
async function endElsewhere(first, page, paper) {
  await page.goto(`${base}/uk/account/sign-in`);
  const at = await enter(page, EMAIL, paper.toLowerCase());
  check(at === '/uk/account', `with a code from paper one is at ${at}`);
  await page.goto(`${base}/uk/account`);
  await has(page, '9 резервних кодів', 'one’s account after one was used');
  const sessions = page.locator('section[aria-labelledby=sessions] li');
  check(await sessions.count() === 2, `${await sessions.count()} sign-ins, not 2`);
  await press(page, sessions.locator('form button'));
  await said(page, 'Сеанс завершено', 'ending a sign-in');
  check(await sessions.count() === 1, `${await sessions.count()} sign-ins are left, not 1`);
  await first.goto(`${base}/uk/account`);
  check(pathOf(first) === '/uk/account/sign-in', `whose sign-in was ended is at ${first.url()}`);
}

/** Another address: asked for here, and confirmed on the phone on which nobody is signed in. */
async function move(first, page) {
  const form = 'main form[action$="/account/new-address"]';
  await page.fill(`${form} input[name=email]`, NEW);
  await page.fill(`${form} input[name=current_password]`, 'not the password');
  await press(page, `${form} .btn`);
  await refused(page, 'another address with a wrong password', ['address-password'], { email: NEW });
  await page.fill(`${form} input[name=current_password]`, person.password);
  await press(page, `${form} .btn`);
  await said(page, 'Лист на нову адресу', 'another address');

  const code = await follow(first, '/account/address');
  check(pathOf(first) === '/uk/account/sign-in', `the link leads to ${first.url()}`);
  const at = await enter(first, EMAIL, await asked(`shown ${person.key}`));
  check(at === '/uk/account/address', `through the sign-in the link leads to ${at}`);
  await takenUp(first, code);
  await looks(first, 'where another address is confirmed');
  await press(first, 'main form .btn');
  await said(first, 'Адресу змінено', 'the link');
  check(await first.innerText('#address') === NEW, `the address is ${await first.innerText('#address')}`);
  await press(first, 'form[action$="/account/sign-out"] button');
  await signIn(first, { ...person, email: NEW });
}

/** Another phone needs the account, and no code of the request. */
async function openElsewhere(page) {
  await signIn(page, { ...person, email: NEW }, 'ru');
  await press(page, '.foot a[href$="/account"]');
  await press(page, 'main a[href$="/account/requests"]');
  await has(page, 'открыт', 'the requests of an account, on another phone');
  await reflows(page, 'the requests of an account, on another phone');
  await press(page, 'main form[action$="/open"] .btn');
  check(pathOf(page) === '/ru/my/request', `on another phone one is at ${page.url()}`);
  await has(page, 'сохранён в учётной записи', 'a request on another phone');
  check(await page.locator('main a[href*="/my/needs/"]').count() > 0, 'on another phone nothing can be chosen');
  await looks(page, 'a request on another phone');
}

/** The request of one’s household, kept in the account by its code: opened from there on two phones, ended as the household, and out at once. */
async function keep(page, other) {
  await press(page, '.foot a[href$="/account"]');
  await press(page, 'main a[href$="/account/requests"]');
  const form = 'main form[action$="/account/requests"]';
  await page.fill(`${form} input[name=code]`, 'none');
  await press(page, `${form} .btn`);
  await refused(page, 'a code that is none', ['tracking-code'], { code: 'none' });
  await page.fill(`${form} input[name=code]`, world.household);
  await press(page, `${form} .btn`);
  await said(page, 'Запит збережено', 'keeping a request');
  await looks(page, 'the requests of an account');
  await press(page, 'main form[action$="/open"] .btn');
  check(pathOf(page) === '/uk/my/request', `from the account one is at ${page.url()}`);
  await has(page, 'збережено в обліковому записі', 'a request that an account keeps');
  await looks(page, 'a request that an account keeps');
  await openElsewhere(other);
  await page.reload();
  await has(page, 'відкрито ще на 1 телефоні', 'a request that another phone opened');
  await page.goto(`${base}/uk/my/data`);
  await looks(page, 'where an account that keeps it is ended');
  await press(page, 'main form[action$="/my/data/account"] .btn');
  check(pathOf(page) === '/uk/my', `what was opened from the account is still open: ${page.url()}`);
  await said(page, 'Припинено', 'ending it');
  await other.goto(`${base}/ru/my/request`);
  check(pathOf(other) === '/ru/my', `what another phone opened from the account is still open: ${other.url()}`);
}

/** A key for a partner takes a code of the last five minutes: it is shown in between, and what was ticked and typed goes on. */
async function issue(page) {
  await page.goto(`${base}/uk/admin/partners`);
  await page.fill('input[name=name]', 'Casa Bună');
  await press(page, 'main form .btn');
  await said(page, 'Записано', 'a partner');
  const scopes = ['offers:read', 'matches:search'];
  for (const scope of scopes) { await tick(page, 'scopes', scope); }
  await page.fill('input[name=days]', '30');
  await page.fill('input[name=quota]', '500');
  await pass(301);
  const send = 'form:has(input[name=do][value=issue]) .btn';
  await press(page, send);
  check(await page.locator('.slip').count() === 0, 'a key is issued with an old code');
  await looks(page, 'where the code is asked again');
  await page.fill('input[name=proof]', '12345');
  await press(page, 'main form .btn');
  await refused(page, 'a code that is none', ['code']);
  await page.fill('input[name=proof]', world.code);
  await press(page, 'main form .btn');
  await said(page, 'не питатимемо знову', 'the code');
  const key = (await page.innerText('.slip .code')).trim();
  check(/^\S+\.\S+$/.test(key), `the key has ${key.length} characters`);
  await looks(page, 'a new key');
  await press(page, 'main a.btn');
  await has(page, '500', 'a key in the list');
  check(!(await page.content()).includes(key), 'the key is shown again');
}

await run(async (browser) => {
  const first = await phone(browser);
  await signUp(first.page);
  const codes = await guard(first.page);
  await press(first.page, 'form[action$="/account/sign-out"] button');
  await said(first.page, 'Сеанс завершено', 'signing out');
  await signIn(first.page, person);
  const second = await phone(browser, { width: 360 });
  await endElsewhere(first.page, second.page, codes[0]);
  await move(first.page, second.page);
  await keep(first.page, (await phone(browser, { language: 'ru' })).page);

  const { page } = await phone(browser);
  await signIn(page, world.sign_ins.find((s) => s.role === 'administrator'));
  await issue(page);
});
