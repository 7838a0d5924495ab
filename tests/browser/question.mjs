// A question before anything is chosen, in Romanian: from the page of an offer, where a phone number is held back; the institution comes by
// the link of its mail, answers, and ends it; a day later the household asks again where it was. At 320 and 360 px, the household without
// JavaScript.

import { arrive, base, check, has, letter, looks, openRequest, pass, pathOf, phone, press, refused, run, said, tap, world } from './lib.mjs';

const DAY = 86_400;
const HELD = 'Sunați-mă: 069 123 456';
const ANSWER = 'Da, veniți marți dimineață.';

const words = '#words .btn';
const phrase = (name) => `#phrases button[value=${name}]`;
const open = (page) => page.locator('#words').count();

/** From the page of the offer: what would let the other side call is held back, a phrase is not. The path of what was begun. */
async function ask(page) {
  await page.goto(`${base}/ro/offers/${world.offer}`);
  await press(page, 'main a[href$="/write"]');
  await looks(page, 'where an institution is asked');
  await page.fill('textarea[name=text]', HELD);
  await press(page, words);
  await refused(page, 'a question with a phone', ['text'], { text: HELD });
  await press(page, phrase('still_there'));
  await said(page, 'Trimis.', 'a question');
  check(pathOf(page).startsWith('/ro/my/inquiries/'), `after a question one is at ${page.url()}`);
  return pathOf(page);
}

/** By the link of the mail, in which no word of it stands. */
async function answer(page) {
  const mail = await letter(world.member.email, '/provider/inquiries/');
  check(mail.subject === 'Aveți un mesaj despre o ofertă', `the mail is called ${mail.subject}`);
  await arrive(page, mail, world.member);
  await has(page, 'Mai este disponibil?', 'the question');
  await looks(page, 'a question that waits');
  await page.fill('textarea[name=text]', ANSWER);
  await press(page, words);
  await said(page, 'Trimis.', 'an answer');
}

/** It is new where the household looks, and once it is read it is not. */
async function read(page, thread) {
  await page.goto(`${base}/ro/my/request`);
  await has(page, '1 mesaj nou', 'the request');
  await press(page, 'main a[href*="/my/inquiries/"]');
  check(pathOf(page) === thread, `the answer is at ${page.url()}, not ${thread}`);
  await has(page, ANSWER, 'the answer');
  await looks(page, 'a question that was answered');
  await page.goto(`${base}/ro/my/request`);
  check(!(await page.locator('main').innerText()).includes('1 mesaj nou'), 'what was read is new still');
}

/** Nobody writes there any more, and the way back is there before its time, and leads nowhere else. */
async function end(page, member, thread) {
  await tap(member.locator('main details.more summary').first());
  await press(member, '#end .btn');
  await said(member, 'Discuția s-a încheiat', 'the end');
  await has(member, 'Ați încheiat această discuție', 'the end');
  check(await open(member) === 0, 'whoever ended it may write still');
  await page.goto(`${base}${thread}`);
  await has(page, 'Cealaltă parte a încheiat această discuție', 'the end, to the household');
  check(await open(page) === 0, 'a household writes where nobody reads');
  await looks(page, 'a question that was ended');
  await press(page, 'main a[href$="/write"]');
  check(pathOf(page) === thread && await open(page) === 0, `before a day is over one may ask again at ${page.url()}`);
}

/** A day later, where it was; and the institution is told anew. */
async function again(page, member, thread) {
  await pass(DAY);
  await openRequest(page, world.household, 'ro');
  await page.goto(`${base}${thread}`);
  await press(page, 'main a[href$="/write"]');
  check(await open(page) === 1, `a day later one may not ask again at ${page.url()}`);
  await press(page, phrase('which_papers'));
  await said(page, 'Trimis.', 'another question');
  check(pathOf(page) === thread, `what is asked again is at ${page.url()}, not ${thread}`);
  await has(page, ANSWER, 'what is asked again');
  await arrive(member, await letter(world.member.email, '/provider/inquiries/'), world.member);
  await has(member, 'De ce acte avem nevoie?', 'what is asked again');
  check(await open(member) === 1, 'the institution cannot answer what is asked again');
}

await run(async (browser) => {
  const { page } = await phone(browser, { script: false, language: 'ro' });
  const member = await phone(browser, { width: 360, language: 'ro' });
  await openRequest(page, world.household, 'ro');
  const thread = await ask(page);
  await answer(member.page);
  await read(page, thread);
  await end(page, member.page, thread);
  await again(page, member.page, thread);
});
