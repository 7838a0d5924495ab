// A provider changes what people see, and they see what was checked until somebody has looked at what was and is. Then a moderator goes
// through two offers and approves them together with a third one, which is left out with its reason; takes one of them back within the
// minute and the other one not any more; and says of a hint that it is no problem, which stays so. At 320 and 360 px.

import { approve, asked, base, check, has, looks, pass, phone, press, run, said, seen, signIn, tap, tick, world } from './lib.mjs';

const { live, work, doctor, asking } = world;
const NOTE = 'Спитати, у якому місті.';

/** Opens what waits under a title. */
async function find(page, { title }) {
  await page.goto(`${base}/uk/desk?q=${encodeURIComponent(title)}`);
  await press(page, '[data-open]');
}

/** What can be taken back of an offer. */
const undo = (page, { title }) => page.locator('form:has(input[name=do][value=undo])').filter({ hasText: title }).locator('button');

/** People see what was checked, moderators what was and what is. */
async function edit(browser, desk) {
  const { context, page } = await phone(browser, { script: false });
  await signIn(page, world.member);
  await page.goto(`${base}/uk/provider/offers/${live.id}/edit`);
  await page.fill('[name=content-description]', 'Ajutăm cu actele și cu traduceri.');
  await press(page, 'form[action$="/edit"] .btn');
  await said(page, 'люди бачать попередню версію', 'an edit');
  await context.close();
  const both = async () => [await seen(browser, live.id, 'protecția temporară'), await seen(browser, live.id, 'cu traduceri')].join();
  check(await both() === 'true,false', `before somebody looked, people see the old and the new text: ${await both()}`);

  await find(desk, live);
  await has(desk, 'люди бачать версію 1', 'an edit on the desk');
  const diff = desk.locator('section[aria-labelledby=changed] .diff');
  check(await diff.count() === 1, `${await diff.count()} things changed, not 1`);
  const [was, now] = [await diff.locator('.was').textContent(), await diff.locator('.new').textContent()];
  check(was.includes('було') && was.includes('protecția temporară'), `it was: ${was}`);
  check(now.includes('стало') && now.includes('cu traduceri'), `it is: ${now}`);
  const marked = (await diff.locator('ins').allTextContents()).join(' ');
  check(marked.includes('traduceri') && !marked.includes('actele'), `marked as new is ${marked}`);
  await looks(desk, 'what was and what is');
  await approve(desk, live.title);
  check(await both() === 'false,true', `after somebody looked, people see the old and the new text: ${await both()}`);
}

/** Goes through an offer, and decides later. */
async function goThrough(page, { title }) {
  await page.goto(`${base}/uk/desk?q=${encodeURIComponent(title)}`);
  await press(page, '[data-take]');
  for (const point of await page.locator('[data-point]').all()) { await tap(point.locator('label:has(input[value=yes])')); }
  await press(page, 'button[name=do][value=keep]');
  await said(page, 'Ваші відповіді збережено', `going through ${title}`);
}

/** Three are ticked, two are approved, and of the third it is said why not, before and after. */
async function together(browser, page) {
  await goThrough(page, work);
  await goThrough(page, doctor);
  await page.goto(`${base}/uk/desk`);
  for (const { title } of [work, doctor, asking]) { await tap(page.locator('[data-row]').filter({ hasText: title }).locator('label.box')); }
  await press(page, '#together button');
  const why = async (where) => {
    const out = await page.locator(`section[aria-labelledby=${where}] li`).allInnerTexts();
    const one = out.length === 1 && out[0].includes(asking.title) && out[0].includes('підказок ще не переглянуто');
    check(one, `left out is ${out.join(' | ')}`);
  };
  await why('unchecked');
  await looks(page, 'one decision on three');
  await tick(page, 'decision', 'approve');
  await press(page, 'main form[action$="/desk/together"] button');
  await has(page, 'Вирішено про 2 пропозиції', 'one decision on three');
  await why('out');
  await looks(page, 'what became of three');
  const there = [];
  for (const offer of [work, doctor, asking]) { there.push(await seen(browser, offer.id)); }
  check(there.join() === 'true,true,false', `people see the three: ${there}`);
}

/** One is taken back at once; a minute later the other one stays. */
async function takeBack(browser, page) {
  await press(page, undo(page, work));
  await said(page, 'Рішення скасовано', 'taking back');
  check(!await seen(browser, work.id) && await seen(browser, doctor.id), 'not just the one is taken back');
  const late = undo(page, doctor);
  check(await late.count() === 1, 'the other one cannot be taken back within the minute');
  await pass(61);
  await press(page, late);
  await has(page, 'Це вже не скасувати', 'taking back after a minute');
  await looks(page, 'taking back after a minute');
  check(await seen(browser, doctor.id), 'it was taken back after a minute');
  await page.goto(`${base}/uk/desk`);
  check(await page.locator('input[name=do][value=undo]').count() === 0, 'after a minute something can be taken back');
}

/** One tap; it stays so for everybody, also when it is looked for again. */
async function noProblem(browser, page) {
  await find(page, asking);
  await press(page, '[data-take]');
  await page.fill('#note', NOTE);
  const hints = page.locator('button[name=hint][value^="dismiss:"]');
  check(await hints.count() === 1, `${await hints.count()} hints, not 1`);
  await press(page, hints.first());
  await has(page, 'Усе знайдене вже переглянуто', 'a hint that is no problem');
  check(await page.inputValue('#note') === NOTE, 'the note is lost');
  await looks(page, 'a hint that is no problem');
  await press(page, 'button[name=do][value=release]');
  await said(page, 'Ви повернули пропозицію', 'giving it back');
  await pass(16 * 60);
  await asked('hints');

  const other = await phone(browser, { script: false });
  await signIn(other.page, world.sign_ins[1]);
  await other.page.goto(`${base}/uk/desk?tab=risky`);
  check(await other.page.locator('[data-row]').filter({ hasText: asking.title }).count() === 0, 'what is no problem is risky again');
  await find(other.page, asking);
  await has(other.page, 'Усе знайдене вже переглянуто', 'the hint, for somebody else');
  await has(other.page, '1 підказку визнано не проблемою', 'the hint, for somebody else');
}

await run(async (browser) => {
  await asked('hints');
  const { page } = await phone(browser, { width: 360 });
  await signIn(page, world.sign_ins[0]);
  await edit(browser, page);
  await together(browser, page);
  await takeBack(browser, page);
  await noProblem(browser, page);
});
