// What the browser tests share: Debian's Chromium through playwright-core, sign-ins, and what is found.
//
// Each script gets the address of a server and a file that describes the world (tests/integration/browser.rs): sign-ins and codes.
// It prints one line a finding and ends with 1 if there is one.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const require = createRequire(join(process.env.PUNTE_TOOLS_DIR, 'npm', 'index.js'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const base = process.argv[2];
export const world = JSON.parse(readFileSync(process.argv[3], 'utf8'));
export const languages = ['uk', 'ro', 'en', 'ru'];

const findings = [];

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

/** Signs in an account. */
export async function signIn(page, who, language = 'uk') {
  await page.goto(`${base}/${language}/account/sign-in`);
  await page.fill('input[name=email]', who.email);
  await page.fill('input[name=password]', who.password);
  await Promise.all([page.waitForNavigation(), page.click('main form button')]);
  if (await page.locator('form[action$="/account/code"]').count() === 1) {
    // A server that shows the demo says what the app would show; the tests know it.
    await page.fill('input[name=code]', world.code || await page.innerText('#demo-code'));
    await Promise.all([page.waitForNavigation(), page.click('main form button')]);
  }
  check(await page.locator('form[action$="/account/sign-out"]').count() === 1, `${who.role || who.email} is not signed in`);
}

/** Opens a request with its code. */
export async function openRequest(page, code, language = 'uk') {
  await page.goto(`${base}/${language}/my`);
  await page.fill('input[name=code]', code);
  await Promise.all([page.waitForNavigation(), page.click('main form button')]);
  check(await page.locator('form[action$="/account/sign-out"]').count() === 1, 'a code opens nothing');
}

/** axe's findings by WCAG 2.2 AA's rules. */
export async function axe(page, where) {
  // In a world of its own: the page's policy refuses what is put into the page itself.
  const session = await page.context().newCDPSession(page);
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
  await session.detach();
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
