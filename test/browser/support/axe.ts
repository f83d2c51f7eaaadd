// What axe finds wrong with a page for people who do not see it, or not well, or use no mouse.
import assert from 'node:assert/strict';
import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { waitUntil } from '../../contract/support/wait-until.ts';

const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // What is right is not written up: that takes most of the time.
  resultTypes: ['violations'],
};

/** Colours pass over into each other for a moment; what turns for ever, such as a spinner, is not waited for. */
const settled = `document.getAnimations().every(
  ({ effect, playState }) => playState !== 'running' || effect.getComputedTiming().endTime === Infinity,
)`;

/** Fails with every rule of WCAG 2.2 AA that the page breaks once it has come to rest, and where. */
export async function assertAccessible(page: Page): Promise<void> {
  assert.equal(page.frames().length, 1, 'axe looks into no frame');
  // As text, past the page's policy; it stays until the page is loaded anew.
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(axe.source);
  await waitUntil('nothing moves', 30, async () =>
    (await page.evaluate<boolean>(settled)) ? true : undefined,
  );
  const violations = await page.evaluate<axe.Result[]>(
    `axe.run(document, ${JSON.stringify(options)}).then((found) => found.violations)`,
  );
  const found = violations.map(({ id, impact, help, nodes }) => ({
    rule: `${id} (${impact ?? 'unknown'}): ${help}`,
    at: nodes.slice(0, 5).map(({ html, failureSummary }) => `${html}\n${failureSummary ?? ''}`),
  }));
  assert.deepEqual(found, []);
}
