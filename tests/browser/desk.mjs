// Two moderators empty a queue with the keyboard alone. The first takes from the list and decides until nothing needs them; the second
// does the same with what waits for a second person.

import { base, check, phone, run, world, signIn } from './lib.mjs';

const moderators = world.sign_ins.filter((s) => s.role === 'moderator');
let presses = 0;

async function key(page, name) {
  presses += 1;
  await page.keyboard.press(name);
}

/** Presses a key that leads to another page. */
async function go(page, name) {
  presses += 1;
  await Promise.all([page.waitForNavigation(), page.keyboard.press(name)]);
}

/** Decides on one after the other; how many. */
async function empty(page, who) {
  await page.goto(`${base}/uk/desk`);
  if (await page.locator('[data-row] [data-take]').count() === 0) { return 0; }
  await key(page, 'j');
  await go(page, 't');
  let decided = 0;
  while (await page.locator('#decision-form').count() > 0 && decided < 60) {
    await key(page, 'r');
    // The reason: the first of the list, as a keyboard chooses it.
    await key(page, 'ArrowDown');
    await key(page, 'Tab');
    await page.keyboard.type('Перевірка з клавіатури.');
    const before = page.url();
    await go(page, 'Control+Enter');
    check(await page.locator('#trouble').count() === 0, `${who.email}: ${await page.locator('#trouble').allInnerTexts()} at ${before}`);
    if (page.url() === before) { break; }
    decided += 1;
  }
  return decided;
}

await run(async (browser) => {
  check(moderators.length >= 2, 'two moderators are needed');
  let all = 0;
  for (const who of moderators) {
    const { context, page } = await phone(browser, { width: 1280, height: 800 });
    await signIn(page, who);
    const decided = await empty(page, who);
    all += decided;
    await page.goto(`${base}/uk/desk`);
    check(await page.locator('[data-row] [data-take]').count() === 0, `${who.email}: something is left after ${decided}`);
    // The switch: keys do nothing any more.
    await page.locator('#keys-switch').press('Enter');
    await page.keyboard.press('?');
    check(!await page.locator('#keys-help').evaluate((e) => e.open), 'keys act though they are switched off');
    await context.close();
  }
  console.log(`${all} items decided with ${presses} keys`);
  check(all >= 20, `only ${all} items were in the queue`);
});
