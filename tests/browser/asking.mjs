// The way through the steps of asking for a bed, as people answer them.

import { check, press, tap, tick } from './lib.mjs';

const next = (page) => press(page, 'main form .btn >> nth=0');

/** Steps in the order in which they are asked, each with what these people answer. */
export const stepsOf = (people) => ({
  what: async (page) => {
    if (!await page.locator('input[name=category][value=housing]').isChecked()) { await tick(page, 'category', 'housing'); }
  },
  where: async (page) => { await page.fill('input[name=place]', people.place); },
  who: async (page) => {
    for (const name of ['women', 'men', 'children']) {
      if (people[name]) { await page.fill(`input[name=${name}]`, String(people[name])); }
    }
  },
  with: async (page) => {
    if (people.dog) { await page.fill('input[name=dog]', String(people.dog)); }
  },
  wishes: async () => {},
  when: async (page) => { await tick(page, 'day', 'today'); },
  reach: async (page) => {
    await tick(page, 'channel', 'phone');
    await page.fill('input[name=phone]', '+380 67 123 45 67');
  },
});

/** Which step a page asks. */
export const stepOf = (page) => new URL(page.url()).pathname.split('/').pop();

/** Answers steps until the page of all answers. A place that several share is chosen from the list. */
export async function answer(page, steps, until) {
  for (let guard = 0; guard < 20; guard += 1) {
    const step = stepOf(page);
    if (step === until) { return; }
    if (!steps[step]) { throw new Error(`no such step: ${page.url()}`); }
    const choice = page.locator('input[type=radio][name=place_id]');
    if (step === 'where' && await choice.count() > 0 && await page.inputValue('input[name=place]') !== '') {
      if (await page.locator('input[name=place_id]:checked').count() === 0) { await tap(page.locator('label:has(input[name=place_id])').first()); }
    } else {
      await steps[step](page);
    }
    await next(page);
    check(await page.locator('#errors').count() === 0 || stepOf(page) === 'where', `${step}: ${await page.locator('#errors').allInnerTexts()}`);
  }
  throw new Error(`never came to ${until}: ${page.url()}`);
}
