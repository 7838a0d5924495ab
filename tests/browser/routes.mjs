// Every page that a link leads to, for everybody who may be there: it answers, axe finds nothing, nothing sticks out at 320 px, it is
// small enough. In uk at 320 and 1280 px; in the other languages and in dark colours at 320 px, one page of each kind. `PUNTE_ALL=1`:
// all of them.

import { crawl, people } from './crawl.mjs';
import { axe, base, check, found, languages, phone, pressable, reflows, run } from './lib.mjs';

const all = Boolean(process.env.PUNTE_ALL);

await run(async (browser) => {
  const done = new Set();
  let pages = 0;
  for (const person of people) {
    const { context, page } = await phone(browser);
    await person.begin(page);
    const kinds = await crawl(context, '/uk');
    check(kinds.size > 3, `${person.name}: only ${kinds.size} kinds of page`);
    for (const [name, paths] of kinds) {
      if (done.has(name) && person.name !== 'visitor' && !all) { continue; }
      done.add(name);
      const some = all ? paths : paths.slice(0, 2);
      for (const [index, path] of some.entries()) {
        for (const width of all || index === 0 ? [320, 1280] : [320]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(base + path);
          const where = `${person.name} ${path} ${width}`;
          await axe(page, where);
          await reflows(page, where);
          await pressable(page, where);
          pages += 1;
        }
      }
      for (const language of languages.slice(1)) {
        for (const ukrainian of all ? some : some.slice(0, 1)) {
          for (const width of all ? [1280, 320] : [320]) {
            const path = ukrainian.replace(/^\/uk/, `/${language}`);
            const where = `${person.name} ${path} ${width}`;
            await page.setViewportSize({ width, height: 800 });
            await page.goto(base + path);
            await axe(page, where);
            await reflows(page, where);
            check(await page.getAttribute('html', 'lang') === language, `${path}: is not in ${language}`);
            pages += 1;
          }
        }
      }
      // In the dark: what axe sees differently there is contrast.
      await page.setViewportSize({ width: 320, height: 800 });
      await page.emulateMedia({ colorScheme: 'dark' });
      for (const path of all ? some : some.slice(0, 1)) {
        await page.goto(base + path);
        await axe(page, `${person.name} ${path} 320 dark`);
        pages += 1;
      }
      await page.emulateMedia({ colorScheme: 'light' });
      // Words half as long again and more: the layout holds (uk, ro, ru labels are up to 90 % longer than en).
      await page.goto(base + paths[0]);
      await page.evaluate(() => {
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walk.nextNode()) { texts.push(walk.currentNode); }
        for (const text of texts) {
          if (text.parentElement.closest('svg')) { continue; }
          text.data = text.data.replace(/(\p{L}{2,})/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.9)));
        }
      });
      await reflows(page, `${person.name} ${paths[0]} 320 with long words`);
    }
    await context.close();
  }
  console.log(`${done.size} kinds of page, ${pages} looked at`);
  if (pages < 20) { found('hardly any page was looked at'); }
});
