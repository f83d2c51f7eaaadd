// What tests look for on the Chinese pages, by its name.
import type { Locator, Page } from 'playwright-core';
import type { Person } from './person.ts';

/** The address of a page of the person's project. */
export function at({ project }: Pick<Person, 'project'>, path: string): string {
  return `/p/${project.id}/${path}`;
}

export function button(place: Page | Locator, name: string): Locator {
  return place.getByRole('button', { name, exact: true });
}

export function dialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name });
}

/** Rows of tables in which this stands somewhere. */
export function row(place: Page | Locator, text: string): Locator {
  return place.getByRole('row').filter({ hasText: text });
}

/** Does something that is in the menu of a row. */
export async function openMenu(page: Page, about: string, act: string): Promise<void> {
  await button(page, `更多 ${about}`).click();
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}
