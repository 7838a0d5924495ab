// A household does what it wants with what is held about it: at 320 px without JavaScript it sets a PIN; another phone opens the code
// and is asked for the PIN before it sees a phone, takes everything along as a file, corrects a number and takes a consent back. Then
// the first one erases everything, and the code opens nothing any more.

import { readFileSync } from 'node:fs';

import { base, check, has, looks, openRequest, pass, pathOf, phone, press, refused, run, said, tap, world } from './lib.mjs';

const PIN = '571943';
const EMAIL = 'olena@example.org';
// Of whoever helps: to be seen by the household, and nothing that it takes along.
const THEIRS = '+37369123456';

const contacts = 'main form[action$="/contacts"] button';
const asksPin = (page) => page.locator('main form[action$="/my/pin/show"]').count();

async function showPin(page, pin) {
  await page.fill('input[name=proof]', pin);
  await press(page, 'main form[action$="/my/pin/show"] button');
}

/** One that is guessed at once is not taken. */
async function setPin(page) {
  await press(page, 'main a[href$="/my/data"]');
  await press(page, 'main a[href$="/my/pin"]');
  const send = 'main form[action$="/my/pin"] button';
  await page.fill('input[name=pin]', '123456');
  await page.fill('input[name=again]', '123456');
  await press(page, send);
  await refused(page, 'a PIN that is guessed at once', ['pin']);
  await page.fill('input[name=pin]', PIN);
  await page.fill('input[name=again]', PIN);
  await press(page, send);
  await said(page, 'PIN-код установлено', 'a PIN');
}

/** By the square of the card: the code is behind the #, and stays in no address. */
async function open(page) {
  await page.goto(`${base}/uk/my#${world.household}`);
  check(await page.inputValue('#code') === world.household, 'the code of the card is not taken up');
  check(!page.url().includes('#'), `the code stays in the address: ${page.url()}`);
  await press(page, 'main form[action$="/my"] .btn');
  check(pathOf(page) === '/uk/my/request', `the code opens ${page.url()}`);
}

/** The card alone shows no phone. */
async function seeContacts(page) {
  await press(page, 'main a[href*="/my/matches/"]');
  const match = pathOf(page);
  await press(page, contacts);
  check(await asksPin(page) === 1, `contacts without the PIN: ${page.url()}`);
  check(!(await page.content()).includes(THEIRS), 'a phone is seen without the PIN');
  await looks(page, 'where the PIN is asked');
  await showPin(page, '194357');
  await refused(page, 'a wrong PIN', ['pin']);
  await showPin(page, PIN);
  await said(page, 'не питатимемо PIN-код', 'the PIN');
  check(pathOf(page) === `${match}/contacts`, `after the PIN one is at ${page.url()}`);
  check(await page.locator(`a[href="tel:${THEIRS}"]`).count() === 1, 'no phone with the PIN');
}

/** A file with everything about them, and nothing about the other side but that it looked. */
async function take(page) {
  await page.goto(`${base}/uk/my/data`);
  const link = page.locator('main a[href$="/my/data/export"]');
  const [file] = await Promise.all([page.waitForEvent('download'), tap(link)]);
  check(file.suggestedFilename() === 'punte.json', `the file is called ${file.suggestedFilename()}`);
  const text = readFileSync(await file.path(), 'utf8');
  check(!text.includes(THEIRS.slice(1)), 'the file has a phone of the other side');
  const all = JSON.parse(text);
  const is = (what, found, expected) => check(String(found) === expected, `in the file ${what}: ${found}`);
  const { channel, phone: number, email, name } = all.contact;
  is('the contact', [channel, number, email, name], `email,+380671234567,${EMAIL},Олена`);
  is('the household', all.request.household.women, '1');
  is('needs', all.request.needs.map((need) => need.category), 'service');
  is('choices', all.matches.map((match) => match.state), 'accepted');
  is('consents', all.consents.map((consent) => consent.purpose), 'functional_needs,alerts');
  check(all.notices.length > 0, 'in the file is nothing that they were told');
  const by = (action) => all.log.filter((line) => line.action === action).map((line) => line.by).sort();
  is('who filed it', by('request_filed'), 'visitor');
  is('who set the PIN', by('pin_set'), 'tracking');
  is('who looked at contacts', by('contacts_shown'), 'account,tracking');
}

/** At first with a number that nobody can call. */
async function correct(page) {
  await press(page, 'main a[href$="/my/contact"]');
  await page.fill('input[name=phone]', '12');
  await press(page, 'main form .btn');
  await refused(page, 'a number that is none', ['phone'], { phone: '12', email: EMAIL, channel: 'email' });
  await page.fill('input[name=phone]', '+380 67 765 43 21');
  await press(page, 'main form .btn');
  await said(page, 'Збережено', 'another number');
  await press(page, 'main a[href$="/my/contact"]');
  check(await page.inputValue('input[name=phone]') === '+380677654321', `the number is ${await page.inputValue('input[name=phone]')}`);
  await has(page, 'Ви просили писати на пошту', 'with the consent');
  await page.goto(`${base}/uk/my/data`);
}

/** Mails when something fits: asked for once, and not any more. */
async function takeBack(page) {
  const forms = page.locator('form[action$="/my/data/consent"]');
  check(await forms.count() === 2, `${await forms.count()} consents can be taken back, not 2`);
  await press(page, page.locator('form[action$="/my/data/consent"]:has(input[value=alerts]) button'));
  await said(page, 'Згоду відкликано', 'a consent');
  check(await forms.count() === 1, `${await forms.count()} consents are left, not 1`);
  await looks(page, 'one’s data with a consent that is over');
  await press(page, 'main a[href$="/my/contact"]');
  check(!(await page.locator('main').innerText()).includes('Ви просили писати на пошту'), 'the consent counts still');
}

/** What goes and what stays is said before; the PIN is asked again after five minutes, and then it is done. */
async function erase(page) {
  await page.goto(`${base}/uk/my/data`);
  await press(page, 'main a[href$="/my/erase"]');
  await looks(page, 'before erasing');
  const send = 'main form[action$="/my/erase"] button';
  await press(page, send);
  check(await asksPin(page) === 1, `erasing without the PIN: ${page.url()}`);
  await showPin(page, PIN);
  await said(page, 'Усе про вас видалено', 'erasing');
  check(pathOf(page) === '/uk', `after erasing one is at ${page.url()}`);
}

await run(async (browser) => {
  const own = await phone(browser, { script: false });
  await openRequest(own.page, world.household);
  await setPin(own.page);

  const { page } = await phone(browser, { width: 360 });
  await open(page);
  await own.page.goto(`${base}/uk/my/request`);
  check(await own.page.locator('form[action$="/my/close-elsewhere"]').count() === 1, 'nothing says that another phone has it open');
  await seeContacts(page);
  await take(page);
  await correct(page);
  await takeBack(page);

  await pass(301);
  await erase(own.page);
  for (const one of ['request', 'data']) {
    await page.goto(`${base}/uk/my/${one}`);
    check(pathOf(page) === '/uk/my', `after erasing another phone is at ${page.url()}`);
  }
  await page.fill('[name=code]', world.household);
  await press(page, 'main form:has([name=code]) .btn');
  await refused(page, 'the code of what was erased', ['code'], { code: world.household });
});
