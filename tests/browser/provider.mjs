// Somebody with a spare room comes with the code of the first mail, registers, files an offer, sees it checked, closes nights and
// changes it: at 320 px, without JavaScript, in Ukrainian. Then, with JavaScript: pauses it, shows it again, is asked, says yes, writes.

import { answer, stepsOf } from './asking.mjs';
import { approve, base, check, has, looks, phone, press, refused, run, said, seen, signIn, tap, tapped, tick, world } from './lib.mjs';

// Another one each time, so that the journey can be gone again on the same server.
const TITLE = `Тиха кімната в Оргієві, ${world.newcomer.slice(0, 4)}`;
const CATEGORY = 'housing';

/** So many days after today. */
const day = (after) => new Date(Date.parse(world.now) + after * 86_400_000).toISOString().slice(0, 10);

/** The account, and who offers help. */
async function register(page) {
  await page.goto(`${base}/uk`);
  await press(page, 'main a[href="/uk/provider"]');
  check(await page.locator('.checks li').count() === 4, 'what is checked is not said before signing up');
  await page.goto(`${base}/uk/account/confirm`);
  await page.fill('input[name=code]', world.newcomer);
  await page.fill('input[name=password]', 'correct horse battery staple 7');
  await press(page, 'main form button');
  await page.goto(`${base}/uk/provider`);
  await press(page, 'main a[href$="who=person"]');
  const kept = { name: 'Марія Чобану', email: 'maria@example.org', 'contact-hours': 'після 17:00' };
  for (const [name, value] of Object.entries({ ...kept, phone: '12' })) { await page.fill(`input[name=${name}]`, value); }
  await press(page, 'main form .btn');
  await refused(page, 'registering', ['phone'], { ...kept, phone: '12' });
  await page.fill('input[name=phone]', '+373 69 123 456');
  await press(page, 'main form .btn');
  await said(page, 'Збережено', 'registering');
  await has(page, 'Ми ще нічого не перевірили', 'the first look at one’s own page');
  await looks(page, 'one’s own page with nothing on it');
}

/** The offer, at first with a phone number in it, a word for a number and days the wrong way round. */
async function offer(page) {
  await press(page, 'main a[href$="/provider/offers/new"]');
  await press(page, `main a[href$="/offers/new/${CATEGORY}"]`);
  check(await page.locator('input[name=content-private-home]').isChecked(), 'a private person’s home is not taken for one');
  const language = await page.locator('input[name=content-language]:checked').getAttribute('value');
  check(language === 'uk', `on a Ukrainian page one writes ${language}`);
  const unknown = await page.locator('.tri input:checked').evaluateAll((all) => all.map((e) => e.value));
  check(unknown.length > 10 && unknown.every((v) => v === 'unknown'), `what nobody said is ${[...new Set(unknown)]}`);
  const heating = await page.locator('#content-details-heating legend').innerText();

  const kept = {
    'content-title': TITLE, 'content-place-id': 'Оргіїв', 'private-address': 'вулиця Унірій 3', 'content-details-floor': '1',
    'content-availability-0-from': day(60), 'content-availability-0-to': day(0), 'content-capacity': 'дві',
    'content-description': 'Телефонуйте: +373 69 123 456',
  };
  for (const [name, value] of Object.entries(kept)) { await page.fill(`[name=${name}]`, value); }
  for (const [name, value] of [['content-details-kind', 'room'], ['content-details-privacy', 'private_room'], ['content-details-cot', 'no']]) {
    await tick(page, name, value);
    kept[name] = value;
  }
  const send = 'button[name=then][value=submit]';
  await press(page, send);
  // A place that is found is written out: village, district, country.
  const { 'content-place-id': place, ...typed } = kept;
  await refused(page, 'the offer', ['content-availability-0-to', 'content-capacity', 'content-description'], typed);
  check((await page.inputValue('[name=content-place-id]')).startsWith(place), 'the place is lost');
  for (const [name, value] of [
    ['content-capacity', '2'], ['content-description', 'Окремий вхід, тихий двір.'],
    ['content-availability-0-from', day(0)], ['content-availability-0-to', day(60)],
  ]) { await page.fill(`[name=${name}]`, value); }
  await press(page, send);
  if (await page.locator('input[type=radio][name=content-place-id-id]').count() > 0) {
    await tap(page.locator('label:has(input[name=content-place-id-id])').first());
    await press(page, send);
  }
  await said(page, 'Надіслано на перевірку', 'the offer');
  await has(page, 'чекає на перевірку', 'the offer');
  const told = await page.locator('section[aria-labelledby=says]').innerText();
  check(told.includes('Оргіїв') && !told.includes(heating), 'what nobody said is answered');
  await looks(page, 'an offer that waits');
  return new URL(page.url()).pathname.split('/').pop();
}

/** Two people check the provider and the offer; the first one records what was shown. */
async function checked(browser, id) {
  const staff = world.sign_ins.filter((s) => s.role === 'moderator').slice(0, 2);
  for (const [number, who] of staff.entries()) {
    const { context, page } = await phone(browser, { width: 1280, height: 800 });
    await signIn(page, who);
    if (number === 0) {
      for (const kind of ['identity_document', 'criminal_record']) {
        await page.goto(`${base}/uk/desk?q=${encodeURIComponent(TITLE)}`);
        await press(page, '[data-open]');
        await press(page, 'main a[href*="/evidence?"]');
        await tick(page, 'kind', kind);
        await tick(page, 'result', 'passed');
        await page.fill('input[name=seen]', day(-1));
        await press(page, 'main form .btn');
        await said(page, 'Записано', `evidence ${kind}`);
      }
    }
    await approve(page, TITLE);
    check(await seen(browser, id) === (number === 1), `after ${number + 1} of two people visitors ${number === 1 ? 'do not see' : 'see'} it`);
    await context.close();
  }
}

/** How the calendar marks a night. */
async function marked(page, date) {
  const month = new Intl.DateTimeFormat('uk', { month: 'long', timeZone: 'UTC' }).format(Date.parse(date));
  const table = page.locator('table.cal').filter({ hasText: new RegExp(`${month} ${date.slice(0, 4)}`, 'i') });
  const cell = table.locator(`td:has(b:text-is("${Number(date.slice(8))}"))`);
  return `${await cell.getAttribute('class')} ${await cell.locator('.vh').innerText()}`;
}

/** Nights are closed in the calendar, at first the wrong way round. */
async function nights(page, id) {
  await press(page, `main a[href$="/offers/${id}/availability"]`);
  const kept = { first: day(22), last: day(20), state: 'closed' };
  await page.fill('input[name=first]', kept.first);
  await page.fill('input[name=last]', kept.last);
  await tick(page, 'state', 'closed');
  const save = 'form[action$="/availability"] .btn';
  await press(page, save);
  await refused(page, 'nights', ['last'], kept);
  await page.fill('input[name=first]', day(20));
  await page.fill('input[name=last]', day(22));
  await press(page, save);
  await said(page, 'Діє одразу', 'nights');
  for (let after = 19; after <= 23; after += 1) {
    const as = await marked(page, day(after));
    check(as.startsWith('shut ') === (after >= 20 && after <= 22), `the night of ${day(after)} is marked ${as}`);
  }
  await looks(page, 'the calendar');
}

/** A change of what people see: they see what was checked, until the change is. */
async function edit(browser, page, id) {
  await page.goto(`${base}/uk/provider/offers/${id}/edit`);
  await has(page, 'Одразу приховуємо', 'before an edit');
  await page.fill('[name=content-description]', 'Окремий вхід, великий сад.');
  await press(page, 'form[action$="/edit"] .btn');
  await said(page, 'люди бачать попередню версію', 'an edit');
  await has(page, 'Змінена версія чекає', 'an edit');
  check(await seen(browser, id, 'тихий двір'), 'what was checked is not to be seen after an edit');
  check(!await seen(browser, id, 'великий сад'), 'an edit is seen before anybody checked it');
}

/** Still available, taken, and there again; each is one tap. */
async function round(browser, page, id) {
  await page.goto(`${base}/uk/provider`);
  await press(page, `main a[href$="/offers/${id}"]`);
  const steps = [['confirm', 'Пропозиція актуальна', true], ['pause', 'На паузі', false], ['resume', 'вже не на паузі', true]];
  for (const [step, words, there] of steps) {
    await press(page, `form[action$="/${step}"] button`);
    await said(page, words, step);
    check(await seen(browser, id) === there, `after ${step} visitors ${there ? 'do not see' : 'see'} it`);
  }
}

/** A household that asks for a bed and chooses this one. */
async function household(browser) {
  const { page } = await phone(browser, { width: 360 });
  await page.goto(`${base}/uk/ask?category=${CATEGORY}`);
  await answer(page, stepsOf({ place: 'Оргіїв', women: 1 }), 'review');
  await press(page, 'main form[action$="/ask/review"] .btn');
  await press(page, 'main a[href$="/my/request"]');
  await press(page, 'main a[href*="/my/needs/"]');
  const chosen = page.locator('.offer').filter({ hasText: TITLE }).locator('form button');
  if (await chosen.count() === 0) { await press(page, 'main a[href="?show=more"]'); }
  await press(page, chosen.first());
  check(await page.locator('#errors').count() === 0, `could not choose: ${await page.locator('#errors').allInnerTexts()}`);
  return page;
}

/** Yes, the contact, a phrase, its answer, and what stays of it. */
async function agree(browser, page) {
  const asking = await household(browser);
  await page.goto(`${base}/uk/provider`);
  await press(page, 'main a[href*="/provider/matches/"]');
  const match = page.url();
  await has(page, TITLE, 'what is asked');
  check(!(await page.locator('main').innerText()).includes('67 123'), 'a phone is seen before anybody said yes');
  await looks(page, 'what is asked');
  await press(page, 'main a[href$="/yes"]');
  await press(page, 'main form[action$="/yes"] .btn');
  await said(page, 'Ви погодилися', 'saying yes');
  await press(page, 'main form[action$="/contacts"] button');
  check(await page.locator('a[href="tel:+380671234567"]').count() === 1, 'no phone of those who come');

  await page.goto(match);
  await press(page, 'main a[href$="/messages"]');
  await press(page, '#words .btn');
  await refused(page, 'an empty message', ['text']);
  check(await page.evaluate(() => document.activeElement.id) === 'errors', 'what is wrong is not said first');
  const phrase = page.locator('#phrases button').first();
  const words = (await phrase.innerText()).trim();
  await press(page, phrase);
  await has(page, words, 'a phrase');
  await asking.goto(`${base}/uk/my/request`);
  await press(asking, 'main a[href*="/my/matches/"]');
  await press(asking, 'main a[href$="/messages"]');
  await has(asking, words, 'a phrase, where it was sent to');
  await asking.fill('#words textarea', 'Приїду ввечері.');
  await press(asking, '#words .btn');
  await page.goto(`${base}/uk/provider`);
  await press(page, 'main section[aria-labelledby=agreed] a');
  await press(page, 'main a[href$="/messages"]');
  await has(page, 'Приїду ввечері.', 'the answer');
  await has(page, 'прочитано', 'the phrase');

  await page.goto(`${base}/uk/provider`);
  await press(page, 'main a[href$="/history"]');
  const line = await page.locator('tbody tr').first().innerText();
  check(line.includes(TITLE) && line.includes('ви погодилися'), `the history says ${line}`);
}

await run(async (browser) => {
  const { context, page } = await phone(browser, { script: false });
  await register(page);
  const before = tapped();
  const id = await offer(page);
  console.log(`an offer filed with ${tapped() - before} taps, three mistakes among what was typed`);
  check(!await seen(browser, id), 'visitors see what nobody checked');
  await checked(browser, id);
  await page.goto(`${base}/uk/provider`);
  await has(page, 'перевірки дійсні до', 'one’s own page after the checks');
  await has(page, 'видно', 'one’s own page after the checks');
  await press(page, `main a[href$="/offers/${id}"]`);
  await nights(page, id);
  await edit(browser, page, id);

  const scripted = await phone(browser);
  await scripted.context.addCookies(await context.cookies());
  await round(browser, scripted.page, id);
  await agree(browser, scripted.page);
});
