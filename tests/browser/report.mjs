// A stranger reports from the page of an offer that somebody is in danger: no account, no name, 320 px, no JavaScript. The offer is
// hidden at once, a moderator takes the report and closes it, and the code of the report tells what came of it.

import { base, check, has, looks, phone, press, refused, run, said, seen, signIn, tick, world } from './lib.mjs';

const WORDS = 'Забрав мій паспорт. Телефонуйте після дев’ятої.';

/** Two taps, and a code that is in no address; then some words more. */
async function report(page) {
  await page.goto(`${base}/uk/offers/${world.offer}`);
  await press(page, 'main a.report');
  check(await page.locator('main a[href="tel:112"]').count() === 1, 'it is not said first whom to call');
  await looks(page, 'what can be reported');
  await press(page, 'button[name=kind][value=danger_now]');
  const code = (await page.innerText('p.code')).trim();
  check(code.length > 20 && !page.url().includes(code), `the code has ${code.length} characters; the page is at ${page.url()}`);
  await looks(page, 'the code of a report');
  await page.fill('textarea[name=text]', WORDS);
  await press(page, 'main form[action$="/report/more"] .btn');
  check(await page.locator('main [role=status]').count() === 1, 'nothing says that the words arrived');
  check((await page.innerText('p.code')).trim() === code, 'the code is lost');
  return code;
}

/** What the code tells, on a phone that knows nothing of it. */
async function follow(browser, code, words) {
  const { context, page } = await phone(browser);
  await page.goto(`${base}/uk/report`);
  await press(page, 'main a[href$="/report/follow"]');
  await page.fill('input[name=code]', `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`);
  await press(page, 'main form .btn');
  await refused(page, 'the code of no report', ['code']);
  await page.fill('input[name=code]', code.toLowerCase());
  await press(page, 'main form .btn');
  for (const one of words) { await has(page, one, 'what the code tells'); }
  await looks(page, 'what the code tells');
  await context.close();
}

/** From the queue to the report; what was written is read by whoever takes it. */
async function take(page) {
  await page.goto(`${base}/uk/desk`);
  await has(page, '1 повідомлення чекає', 'the queue');
  await press(page, 'main a[href$="/desk/reports"]');
  await has(page, 'пропозиції приховано', 'the reports');
  await press(page, 'main a[href*="/desk/reports/"]');
  check(!(await page.content()).includes(WORDS), 'what was written is read before it is taken');
  await press(page, 'form:has(input[name=do][value=take]) .btn');
  await said(page, 'Тепер цим займаєтеся ви', 'taking a report');
  await has(page, WORDS, 'a report that is taken');
}

/** At first without what came of it. */
async function close(page) {
  const send = 'form:has(input[name=do][value=close]) .btn';
  await press(page, send);
  await refused(page, 'closing without an outcome', ['outcome']);
  await tick(page, 'outcome', 'put_right');
  await press(page, send);
  await said(page, 'Повідомлення закрито', 'closing a report');
}

await run(async (browser) => {
  const stranger = await phone(browser, { script: false });
  const code = await report(stranger.page);
  check(!await seen(browser, world.offer), 'what is said to be dangerous now is seen');
  const desk = await phone(browser, { width: 360 });
  await signIn(desk.page, world.sign_ins[0]);
  await take(desk.page);
  await follow(browser, code, ['Цим уже займаються']);
  await close(desk.page);
  await follow(browser, code, ['Це перевірено', 'З іншою стороною все виправлено']);
  check(await seen(browser, world.offer), 'what was put right stays hidden');
});
