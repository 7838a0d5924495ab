// A household makes a code for somebody who helps. A case worker follows the request with it, notes, acts in it as the household could,
// and hands it over to a colleague; the household sees who has it, and sends them away with one tap. At 320 and 360 px, the household
// without JavaScript.

import { base, check, has, looks, openRequest, pathOf, phone, press, refused, run, said, signIn, tick, world } from './lib.mjs';

const LABEL = 'Кімната 4';
const NOTE = 'Дзвонила до центру.';

const doing = (name) => `main form:has(input[name=do][value=${name}]) button`;

/** What a code looks like, and the code. */
async function shown(page, slip) {
  const code = (await page.innerText(`${slip} .code`)).trim();
  check(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/.test(code), `in ${slip} the code has ${code.length} characters`);
  check(!page.url().includes(code), `the code is in the address: ${page.url()}`);
  await looks(page, `the code in ${slip}`);
  return code;
}

/** The household's own doing. */
async function invite(page) {
  await press(page, 'main a[href$="/my/case-workers"]');
  await has(page, 'Цей запит є лише у вас', 'before anybody helps');
  await press(page, doing('invite'));
  return shown(page, '#invited');
}

/** With a code, at first without saying how the household agreed. The path of the case. */
async function follow(page, code) {
  await page.goto(`${base}/uk/helping`);
  await has(page, 'Ви ще не ведете жодного запиту', 'the list');
  await press(page, 'main a[href$="/helping/new"]');
  const send = 'main form[action$="/helping/new"] .btn';
  await page.fill('input[name=code]', code.toLowerCase());
  await page.fill('input[name=label]', LABEL);
  await press(page, send);
  await refused(page, 'a case without consent', ['consent'], { code: code.toLowerCase(), label: LABEL });
  await tick(page, 'consent', 'spoken');
  await press(page, send);
  await said(page, 'Тепер ви ведете цей запит', 'a case');
  check((await page.innerText('h1')).trim() === LABEL, `the case is called ${await page.innerText('h1')}`);
  await looks(page, 'a case');
  return pathOf(page);
}

/** At first nothing. */
async function note(page) {
  await press(page, doing('note'));
  await refused(page, 'a note of nothing', ['text']);
  await page.fill('textarea[name=text]', NOTE);
  await press(page, doing('note'));
  await said(page, 'Нотатку збережено', 'a note');
  await has(page, NOTE, 'a note');
}

/** Chooses what fits, in the request as the household has it, but for what stays the household's. */
async function act(page) {
  await press(page, doing('open'));
  check(pathOf(page) === '/uk/my/request', `the request opens at ${page.url()}`);
  await has(page, 'Ви дієте за іншу людину', 'somebody else’s request');
  check(await page.locator('a[href$="/my/data"], a[href$="/my/case-workers"]').count() === 0, 'what stays the household’s is offered');
  await looks(page, 'somebody else’s request');
  await press(page, 'main a[href*="/my/needs/"]');
  await press(page, page.locator('.offer form button').first());
  check(await page.locator('#errors').count() === 0, `could not choose: ${await page.locator('#errors').allInnerTexts()}`);
  await press(page, 'form[action$="/helping/close"] button');
  check(pathOf(page) === '/uk/helping', `after closing one is at ${page.url()}`);
  await has(page, LABEL, 'the list of who helps');
  await looks(page, 'the list of who helps');
  await page.goto(`${base}/uk/my/request`);
  check(pathOf(page) === '/uk/my', `what was closed is open at ${page.url()}`);
}

/** Whether a case is nobody’s any more who looks. */
async function gone(page, path, who) {
  const answer = await page.goto(`${base}${path}`);
  check(answer.status() === 404, `${who} sees a case that is not theirs: ${answer.status()}`);
}

/** Who has it is said, and what they did; one tap, and nobody has it. */
async function sendAway(page) {
  await page.goto(`${base}/uk/my/request`);
  await has(page, 'чекаємо на відповідь', 'what was chosen for them');
  await page.goto(`${base}/uk/my/case-workers`);
  await has(page, 'Gazda numărul 0', 'who helps');
  await has(page, 'Передав той, хто допомагав раніше', 'who helps');
  check(await page.locator(doing('end')).count() === 1, `${await page.locator(doing('end')).count()} may open the request, not 1`);
  await looks(page, 'who helps');
  await press(page, doing('end'));
  await said(page, 'Припинено', 'one tap');
  await has(page, 'Цей запит є лише у вас', 'after one tap');
}

await run(async (browser) => {
  const home = await phone(browser, { script: false });
  await openRequest(home.page, world.household);
  const invited = await invite(home.page);

  const worker = await phone(browser, { width: 360 });
  await signIn(worker.page, world.worker);
  const path = await follow(worker.page, invited);
  await note(worker.page);
  await act(worker.page);
  await worker.page.goto(`${base}${path}`);
  await press(worker.page, doing('code'));
  const handed = await shown(worker.page, '#handed');

  const colleague = await phone(browser);
  await signIn(colleague.page, world.colleague);
  const taken = await follow(colleague.page, handed);
  await has(colleague.page, NOTE, 'a case that was handed over');
  await has(colleague.page, 'від колеги', 'a case that was handed over');
  await gone(worker.page, path, 'whoever handed it over');

  await sendAway(home.page);
  await gone(colleague.page, taken, 'whoever was sent away');
});
