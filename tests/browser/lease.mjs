// Whoever works on an item keeps it: the page asks for more time while somebody types, never more often than every three minutes, shows
// what is left, and says when it is over or somebody else's, with nothing switched off. The time of the page is moved, the server's stands.

import { base, check, phone, run, world, signIn } from './lib.mjs';

const MINUTE = 60 * 1000;
const NOTE = 'Пів думки.';

await run(async (browser) => {
  const who = world.sign_ins.find((s) => s.role === 'moderator');
  const { page } = await phone(browser, { width: 1280, height: 800 });
  await page.clock.install();
  await signIn(page, who);
  const asked = [];
  let answer = null;
  await page.route('**/desk/items/*', (route) => {
    const renews = route.request().method() === 'POST' && (route.request().postData() || '').includes('do=renew');
    if (!renews) { return route.continue(); }
    asked.push(route.request().postData());
    return answer ? route.fulfill(answer) : route.continue();
  });
  await page.goto(`${base}/uk/desk`);
  await Promise.all([page.waitForNavigation(), page.locator('[data-row] [data-take]').first().click()]);
  const left = async () => (await page.locator('#lease [data-left]').innerText()).trim();
  const told = async () => (await page.locator('#lease-said').innerText()).trim();
  check((await left()).includes('10'), `at first: ${await left()}`);

  /** Lets time pass on the page; what it asked the server meanwhile is answered. */
  async function pass(minutes) {
    await page.clock.runFor(minutes * MINUTE);
    await page.waitForTimeout(500);
  }

  await pass(4);
  check(asked.length === 0, 'nobody works, and it asks all the same');
  check((await left()).includes('6'), `after four minutes: ${await left()}`);
  await page.fill('#note', NOTE);
  await pass(1);
  check(asked.length === 1, `somebody types, and it asks ${asked.length} times`);
  check(!(asked[0] || '').includes('note='), 'what is typed goes along');
  check(await page.inputValue('#note') === NOTE, 'the note is lost');
  await page.keyboard.type('х');
  await pass(1);
  check(asked.length === 1, 'it asks more often than every three minutes');
  await pass(3);
  check(asked.length === 2, `${asked.length} after the three minutes`);
  await pass(8);
  check(/[12]/.test(await told()), `nothing says that it is nearly over: ${await told()}`);
  await pass(3);
  check((await told()).includes('десять хвилин минули'), `nothing says that it is over: ${await told()}`);

  // Somebody else took it meanwhile.
  answer = { status: 409, contentType: 'text/plain; charset=utf-8', body: 'Зараз її перевіряє інша людина.' };
  await page.locator('#note').press('End');
  await page.keyboard.type('!');
  await pass(1);
  check((await told()).includes('інша людина'), `nothing says who has it: ${await told()}`);
  check(await page.locator('#lease-said').getAttribute('role') === 'alert', 'it is not read out');
  const before = asked.length;
  await page.keyboard.type('!');
  await pass(5);
  check(asked.length === before, 'it goes on asking for what is lost');
  check((await page.inputValue('#note')).endsWith('!!'), 'one cannot write any more');
  check(await page.locator('#decision-form :disabled').count() === 0, 'something is switched off');
});
