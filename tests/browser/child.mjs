// A child who is alone asks for a bed: at 320 px, without JavaScript, in Ukrainian. Nothing is refused and nothing listed: whom to call
// comes first, then how to be reached, and the same again after it was sent. Child protection comes by the link of its mail, in English,
// takes the case, and opens with a reason how the child is reached; to a moderator there is no such page.

import { answer, stepsOf } from './asking.mjs';
import { arrive, base, check, has, letter, looks, pathOf, phone, press, refused, run, said, signIn, tick, world } from './lib.mjs';

const PHONE = '+380671234567';
const steps = stepsOf({ place: 'Сірет', children: '16' });

const calls = (page) => page.locator('main a[href^="tel:"]').count();
const lists = (page) => page.locator('main .offer, main a[href*="/my/needs/"]').count();
const doing = (name) => `main form:has(input[name=do][value=${name}]) .btn`;

/** Whom to call before anything else is asked. */
async function ask(page) {
  await page.goto(`${base}/uk`);
  await press(page, 'main a[href^="/uk/ask"]');
  await answer(page, steps, 'people');
  await has(page, 'Вам допоможе людина', 'the neutral answer');
  await has(page, 'Ви не зробили нічого поганого', 'the neutral answer');
  check(await calls(page) > 0, 'nothing says whom to call');
  check(await lists(page) === 0, 'there is a list for a child who is alone');
  await looks(page, 'the neutral answer');
  await press(page, 'main a[href$="/ask/reach"]');
  await has(page, 'захищати дітей', 'where it is asked how to reach a child');
  await looks(page, 'where it is asked how to reach a child');
  await answer(page, steps, 'review');
  await press(page, 'main form[action$="/ask/review"] .btn');
  check(pathOf(page) === '/uk/ask/sent', `after sending one is at ${page.url()}`);
  const code = (await page.locator('.slip .code').innerText()).replace(/\s/g, '');
  check(/^[0-9A-Z-]{34}$/.test(code), `the code has ${code.length} characters`);
  await has(page, 'Хтось із них зв’яжеться з вами', 'what happens next');
  check(await calls(page) > 0, 'after it was sent nothing says whom to call');
  await looks(page, 'what a child sent');
  await press(page, 'main a[href$="/my/request"]');
  check(await calls(page) > 0 && await lists(page) === 0, 'a child’s own page lists something, or says not whom to call');
  await looks(page, 'a child’s own page');
}

/** By the link of the mail; before it is taken little is seen, and how the child is reached takes a reason. */
async function take(page) {
  await arrive(page, await letter(world.protector.email, '/child-cases/'), world.protector);
  await has(page, '16 or 17', 'a case');
  check(await page.locator(doing('contact')).count() === 0, 'a case that nobody took can be opened');
  await looks(page, 'a case that waits');
  await press(page, doing('take'));
  await said(page, 'You look after it now', 'taking a case');
  const path = pathOf(page);
  await press(page, doing('contact'));
  await refused(page, 'a look without a reason', ['reason']);
  check(!(await page.content()).includes(PHONE), 'a phone is shown without a reason');
  await tick(page, 'reason', 'get_in_touch');
  await press(page, doing('contact'));
  check((await page.innerText('#contact')).includes(PHONE), 'no phone after a look with a reason');
  await looks(page, 'how a child is reached');
  await page.goto(`${base}${path}`);
  check(!(await page.content()).includes(PHONE), 'the phone is shown again without a look');
  return path;
}

/** A note, and what came of it. */
async function close(page) {
  await page.fill('textarea[name=text]', 'Called the centre at Siret.');
  await press(page, doing('note'));
  await said(page, 'The note is kept', 'a note');
  await tick(page, 'outcome', 'handed_over');
  await press(page, doing('close'));
  await said(page, 'The case is closed', 'closing a case');
  await page.goto(`${base}/en/child-cases`);
  await has(page, 'No case waits', 'the list');
  await page.goto(`${base}/en/child-cases?closed=yes`);
  await has(page, 'handed to the authority for children', 'the closed ones');
  await looks(page, 'the closed cases');
}

/** Nobody else who checks things is told that there are cases. */
async function stranger(browser, path) {
  const { page } = await phone(browser, { width: 360 });
  await signIn(page, world.sign_ins[0], 'en');
  for (const one of ['/en/child-cases', path]) {
    const answered = await page.goto(`${base}${one}`);
    check(answered.status() === 404, `a moderator gets ${answered.status()} for ${one}`);
  }
}

await run(async (browser) => {
  const child = await phone(browser, { script: false });
  await ask(child.page);
  const protector = await phone(browser, { width: 360, language: 'en' });
  const path = await take(protector.page);
  await stranger(browser, path);
  await close(protector.page);
});
