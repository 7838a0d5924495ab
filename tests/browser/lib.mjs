// What the browser tests share: Debian's Chromium through playwright-core, sign-ins, and what is found.
//
// Each script gets the address of a server and a file that describes the world (tests/integration/browser.rs): sign-ins and codes.
// It prints one line a finding and ends with 1 if there is one.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';

const require = createRequire(join(process.env.PUNTE_TOOLS_DIR, 'npm', 'index.js'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const base = process.argv[2];
export const world = JSON.parse(readFileSync(process.argv[3], 'utf8'));
export const languages = ['uk', 'ro', 'en', 'ru'];

const findings = [];
let answers = null;

/** Asks the test for what only it can do (tests/integration/browser/script.rs): a line there, a line back. */
export async function asked(question) {
  answers = answers || createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  console.log(`? ${question}`);
  return (await answers.next()).value;
}

/** Lets seconds pass on the server's clock. The staff's app shows another code then. */
export async function pass(seconds) {
  await asked(`pass ${seconds}`);
  if (world.staff_key) { world.code = await asked(`shown ${world.staff_key}`); }
}

/** Notes what is wrong. */
export function found(what) {
  findings.push(what);
  console.log(what);
}

/** Notes it unless it holds. */
export function check(holds, what) {
  if (!holds) { found(what); }
}

/** Starts Chromium, works, and ends the process: 1 if something was found. */
export async function run(work) {
  const browser = await chromium.launch({
    executablePath: process.env.PUNTE_CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
    ],
  });
  try {
    await work(browser);
  } catch (error) {
    found(`stopped: ${error.stack || error}`);
  } finally {
    await browser.close();
  }
  console.log(`${findings.length} findings`);
  process.exit(findings.length > 0 ? 1 : 0);
}

/** Contexts that run no script. */
const scriptless = new WeakSet();

/** A phone or a desk: `{ width, height, script, language }`. Whatever leaves for another host is a finding. */
export async function phone(browser, { width = 320, height = 640, script = true, language = 'uk', dark = false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    javaScriptEnabled: script,
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    // The page's policy is one of the things that are tested; axe is put in past it where it is needed.
    bypassCSP: false,
  });
  if (!script) { scriptless.add(context); }
  context.setDefaultTimeout(15000);
  await context.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(base) || url.startsWith('data:')) { return route.continue(); }
    found(`asks another host: ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) { found(`${page.url()}: console: ${message.text()}`); }
  });
  page.on('pageerror', (error) => found(`${page.url()}: script: ${error.message}`));
  return { context, page };
}

let taps = 0;

/** How often a person tapped so far. */
export function tapped() {
  return taps;
}

/** Taps once, and stays on the page. */
export async function tap(target) {
  taps += 1;
  await target.click();
}

/** Presses a button or a link and waits for the page that comes. */
export async function press(page, target) {
  await Promise.all([page.waitForNavigation(), tap(typeof target === 'string' ? page.locator(target).first() : target)]);
}

/** Ticks a row: the whole row can be pressed. */
export async function tick(page, name, value) {
  await tap(page.locator(`label:has(input[name="${name}"][value="${value}"])`).first());
}

/** Signs in an account; with a key of its own, by the code that its app shows. */
export async function signIn(page, who, language = 'uk') {
  await page.goto(`${base}/${language}/account/sign-in`);
  await enter(page, who);
}

/** Signs in on the page that asks for it, and so comes to where one was going. */
async function enter(page, who) {
  await page.fill('input[name=email]', who.email);
  await page.fill('input[name=password]', who.password);
  await Promise.all([page.waitForNavigation(), page.click('main form button')]);
  if (await page.locator('form[action$="/account/code"]').count() === 1) {
    // A server that shows the demo says what the app would show; the tests know it.
    const shown = who.key ? await asked(`shown ${who.key}`) : world.code;
    await page.fill('input[name=code]', shown || await page.innerText('#demo-code'));
    await Promise.all([page.waitForNavigation(), page.click('main form button')]);
  }
  check(await page.locator('form[action$="/account/sign-out"]').count() === 1, `${who.role || who.email} is not signed in`);
}

/** Where a page is. */
export const pathOf = (page) => new URL(page.url()).pathname;

/** The mails that are due: to whom, their subject, the path of their link. */
export async function letters() {
  return JSON.parse(await asked('letters'));
}

/** The one mail that is due to somebody with a link to a page whose address holds this. */
export async function letter(to, where) {
  const due = await letters();
  const theirs = due.filter((mail) => mail.to === to && mail.path.includes(where));
  check(theirs.length === 1, `${theirs.length} mails lead ${to} to ${where}; due are ${due.map((mail) => `${mail.to} ${mail.path}`)}`);
  return theirs[0] || { subject: '', path: '/uk/none' };
}

/** Follows the link of a mail, through the sign-in if one is not signed in. */
export async function arrive(page, mail, who) {
  await page.goto(`${base}${mail.path}`);
  if (who && pathOf(page).endsWith('/account/sign-in')) { await enter(page, who); }
  check(pathOf(page) === mail.path, `the link of “${mail.subject}” leads to ${page.url()}`);
}

/** Whether a page says something in its main part. */
export async function has(page, words, where) {
  check((await page.locator('main').innerText()).includes(words), `${where}: does not say “${words}”`);
}

/** What was just done is said. */
export async function said(page, words, where) {
  const line = (await page.locator('.said').allInnerTexts()).join();
  check(line.includes(words), `${where}: says “${line}”, not “${words}”`);
}

/** What a form refuses: said at these fields and above them all, each line above leads to its field, and nothing typed is lost. */
export async function refused(page, where, fields, kept = {}) {
  const wrong = await page.locator('.err[id]').evaluateAll((all) => all.map((e) => e.id.replace(/-e$/, '')).sort());
  check(wrong.join() === [...fields].sort().join(), `${where}: wrong are ${wrong}, not ${fields}`);
  for (const field of wrong) {
    check(await page.locator(`#errors a[href="#${field}"]`).count() === 1, `${where}: nothing above leads to ${field}`);
    const [said, asked] = [await page.locator(`#${field}-e`).boundingBox(), await page.locator(`#${field}`).boundingBox()];
    const away = said && asked ? Math.max(asked.y - said.y - said.height, said.y - asked.y - asked.height) : Infinity;
    check(away < 100, `${where}: what is wrong with ${field} stands ${away} px away from it`);
  }
  for (const [name, value] of Object.entries(kept)) {
    const field = page.locator(`[name="${name}"]`);
    const choice = await field.first().getAttribute('type') === 'radio';
    const now = await (choice ? page.locator(`[name="${name}"]:checked`).getAttribute('value') : field.inputValue());
    check(now === value, `${where}: ${name} was ${value} and is ${now}`);
  }
  await looks(page, where);
}

/** What is on the way looks as every page must: error pages and the like, where no link leads. */
export async function looks(page, where) {
  await axe(page, where);
  await page.emulateMedia({ colorScheme: 'dark' });
  await axe(page, `${where}, dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await reflows(page, where);
  await pressable(page, where);
}

/** Opens a request with its code. */
export async function openRequest(page, code, language = 'uk') {
  await page.goto(`${base}/${language}/my`);
  await page.fill('[name=code]', code);
  await Promise.all([page.waitForNavigation(), page.click('main form button')]);
  check(await page.locator('form[action$="/account/sign-out"]').count() === 1, 'a code opens nothing');
}

/** Whether a visitor sees an offer, and these words on its page. */
export async function seen(browser, offer, words = '') {
  const { context, page } = await phone(browser);
  const answer = await page.goto(`${base}/uk/offers/${offer}`);
  const there = answer.status() === 200 && (await page.locator('main').innerText()).includes(words);
  await context.close();
  return there;
}

/** Takes what waits under a title, as a moderator, and agrees to it with a yes to every point. */
export async function approve(page, title) {
  await page.goto(`${base}/uk/desk?q=${encodeURIComponent(title)}`);
  await press(page, '[data-take]');
  for (const point of await page.locator('[data-point]').all()) { await tap(point.locator('label:has(input[value=yes])')); }
  await tap(page.locator('label:has([data-decision=approve])'));
  await press(page, '#decision-form button[value=queue]');
  check(await page.locator('#trouble, #errors').count() === 0, `${title}: ${await page.locator('#trouble, #errors').allInnerTexts()}`);
}

/** axe's findings by WCAG 2.2 AA's rules. */
export async function axe(page, where) {
  // In a world of its own: the page's policy refuses what is put into the page itself.
  const session = await page.context().newCDPSession(page);
  // axe waits by timers, which stand still where no script runs. The page's own scripts were not loaded, and are not now. A session only
  // switches back on what it switched off, and what it switched off ends with it: so it stays.
  const still = scriptless.has(page.context());
  const runs = (value) => session.send('Emulation.setScriptExecutionDisabled', { value: !value });
  if (still) { await runs(false); await runs(true); }
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const call = async (expression) => {
    const answer = await session.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) { throw new Error(`axe: ${JSON.stringify(answer.exceptionDetails)}`); }
    return answer.result.value;
  };
  await call(axeSource + ';0');
  const violations = await call(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })
    .then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')))`);
  await (still ? runs(false) : session.detach());
  for (const violation of violations) { found(`${where}: axe ${violation}`); }
  return violations.length;
}

/** Nothing may stick out sideways: WCAG 1.4.10. */
export async function reflows(page, where) {
  const wide = await page.evaluate(() => {
    const seen = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= seen) { return null; }
    const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > seen + 1 && !e.closest('.scroll') && !e.closest('svg'));
    return out.slice(0, 3).map((e) => e.tagName + '.' + e.className).join(', ') || 'something';
  });
  check(!wide, `${where}: sticks out: ${wide}`);
}

/** What can be pressed is large enough (WCAG 2.5.8 wants 24 px; links inside a sentence are the exception). */
export async function pressable(page, where) {
  const small = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
    .filter((e) => !e.closest('p, li, dd, td, .prose, .hint, label') || e.matches('.btn, .chip, .solo'))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && box.height > 0 && (box.height < 24 || box.width < 24))
    .filter(([e]) => !e.matches('.skip') && !e.closest('svg'))
    .map(([e, box]) => `${e.tagName} "${e.textContent.trim().slice(0, 20)}" ${Math.round(box.width)}x${Math.round(box.height)}`));
  check(small.length === 0, `${where}: too small to press: ${small.slice(0, 3).join(', ')}`);
}

/** Bytes of a text as gzip sends it. */
export function packed(text) {
  return gzipSync(text, { level: 6 }).length;
}
