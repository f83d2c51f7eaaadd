// Which pictures there are: one entry a page, in the order in which they are taken.
import type { Locator, Page } from 'playwright-core';
import type { texts as englishTexts } from '../../web/i18n/en/texts.ts';
import type { texts as chineseTexts } from '../../web/i18n/zh/texts.ts';
import { idOf, type World } from './world.ts';

/** The console's words in the language of the picture. */
export type Words = typeof chineseTexts | typeof englishTexts;

export interface Scene {
  readonly page: Page;
  readonly words: Words;
  readonly world: World;
}

export interface Picture {
  /** Of the file. */
  readonly name: string;
  /** Who looks; null: nobody is signed in. */
  readonly as: keyof World['people'] | null;
  readonly address: (world: World) => string;
  /** What is done before the picture is taken. */
  readonly act?: (scene: Scene) => Promise<void>;
  /** What brings things back to where they were. */
  readonly undo?: (scene: Scene) => Promise<void>;
  /** One in dark colours, too. */
  readonly dark?: true;
}

type Who = keyof World['people'];
const of = (who: Who, rest: string) => (world: World) =>
  `/p/${world.people[who].projectId}/${rest}`;
const imageOf = (who: Who, name: string, tab?: string) => (world: World) =>
  `/p/${world.people[who].projectId}/images/${idOf(world.images, name)}${tab === undefined ? '' : `?tab=${tab}`}`;

const serverAt =
  (tab?: string) =>
  ({ people, machines }: World) =>
    `/p/${people.recipient.projectId}/servers/${machines.serverId}${tab === undefined ? '' : `?tab=${tab}`}`;

export const pictures: readonly Picture[] = [
  { name: 'sign-in', as: null, address: () => '/sign-in', dark: true },
  { name: 'private-images', as: 'owner', address: of('owner', 'images'), dark: true },
  { name: 'public-images', as: 'owner', address: of('owner', 'images?tab=public') },
  { name: 'share', as: 'owner', address: of('owner', 'images'), act: fillShare },
  { name: 'members', as: 'owner', address: of('owner', 'images'), act: showMembers },
  { name: 'withdraw', as: 'owner', address: of('owner', 'images'), act: fillWithdraw },
  { name: 'shared-images', as: 'recipient', address: of('recipient', 'images?tab=shared') },
  {
    name: 'offers',
    as: 'recipient',
    address: of('recipient', 'images?tab=shared'),
    act: unfoldOffers,
    dark: true,
  },
  {
    name: 'rejected-images',
    as: 'recipient',
    address: of('recipient', 'images?tab=shared'),
    act: showRejected,
  },
  {
    name: 'shared-elsewhere',
    as: 'recipient',
    address: ({ emptyProjectId }) => `/p/${emptyProjectId}/images?tab=shared`,
  },
  {
    name: 'project-switcher',
    as: 'recipient',
    address: of('recipient', 'images'),
    act: openSwitcher,
  },
  { name: 'notices', as: 'recipient', address: of('recipient', 'images'), act: openNotices },
  { name: 'vaults', as: 'recipient', address: of('recipient', 'vaults') },
  {
    name: 'vault',
    as: 'recipient',
    address: ({ people, vaults }) => `/p/${people.recipient.projectId}/vaults/${vaults.vaultId}`,
  },
  {
    name: 'full-server-image',
    as: 'owner',
    address: ({ people, vaults }) =>
      `/p/${people.owner.projectId}/images/${vaults.imageId}?tab=disks`,
  },
  {
    name: 'share-full-server',
    as: 'owner',
    address: of('owner', 'images'),
    act: fillShareOfServer,
  },
  {
    name: 'accept-full-servers',
    as: 'recipient',
    address: of('recipient', 'images?tab=shared'),
    act: acceptServer,
  },
  { name: 'new-image', as: 'owner', address: of('owner', 'images/new') },
  { name: 'image', as: 'owner', address: imageOf('owner', 'ubuntu-22.04-server'), dark: true },
  {
    name: 'image-members',
    as: 'owner',
    address: imageOf('owner', 'ubuntu-22.04-server', 'members'),
  },
  { name: 'image-disks', as: 'owner', address: imageOf('owner', 'ubuntu-22.04-server', 'disks') },
  {
    name: 'image-history',
    as: 'owner',
    address: imageOf('owner', 'ubuntu-22.04-server', 'history'),
  },
  { name: 'offered-image', as: 'recipient', address: imageOf('recipient', 'ubuntu-24.04-server') },
  { name: 'servers', as: 'recipient', address: of('recipient', 'servers'), dark: true },
  {
    name: 'new-server',
    as: 'recipient',
    address: ({ people, machines }) =>
      `/p/${people.recipient.projectId}/servers/new?image=${machines.imageId}`,
  },
  { name: 'change-os', as: 'recipient', address: of('recipient', 'servers'), act: openChangeOs },
  { name: 'server', as: 'recipient', address: serverAt() },
  { name: 'server-screen', as: 'recipient', address: serverAt('screen'), act: waitForScreen },
  { name: 'server-serial', as: 'recipient', address: serverAt('serial'), act: typeInSerial },
  { name: 'disks', as: 'recipient', address: of('recipient', 'disks') },
  { name: 'new-disk', as: 'recipient', address: of('recipient', 'disks/new') },
  { name: 'audit', as: 'owner', address: of('owner', 'audit') },
  { name: 'audit-of-all', as: 'admin', address: () => '/audit' },
  { name: 'account', as: 'owner', address: () => '/account' },
  {
    name: 'access-key',
    as: 'owner',
    address: () => '/account',
    act: createAccessKey,
    undo: deleteAccessKey,
  },
  { name: 'admin-regions', as: 'admin', address: () => '/admin/regions' },
  { name: 'admin-accounts', as: 'admin', address: () => '/admin/accounts' },
  { name: 'admin-projects', as: 'admin', address: () => '/admin/projects' },
  { name: 'admin-users', as: 'admin', address: () => '/admin/users' },
  // The last one: it leaves marks in the trail.
  {
    name: 'accepted',
    as: 'recipient',
    address: of('recipient', 'images?tab=shared'),
    act: acceptAll,
    undo: undoAnswers,
  },
];

const sharedWith = 'ubuntu-22.04-server';

async function fillShare({ page, words, world }: Scene): Promise<void> {
  const { share } = words.sharing;
  await button(page, `${words.images.act.share} rocky-9.4-gpu`).click();
  const ids = [world.people.recipient.projectId, world.platformId, world.people.owner.projectId];
  await page.getByLabel(share.ids, { exact: true }).fill(ids.join('\n'));
  await page.getByRole('group', { name: share.checked }).getByText('platform').first().waitFor();
  await page.getByLabel(share.message, { exact: true }).fill('GPU 驱动 570 · with driver 570');
}

async function showMembers({ page, words }: Scene): Promise<void> {
  await rowOf(page, sharedWith).locator('.ant-table-row-expand-icon').click();
  const members = page.getByRole('region', { name: words.sharing.member.title });
  await members.getByText('platform').first().waitFor();
}

async function fillWithdraw({ page, words }: Scene): Promise<void> {
  await button(page, `${words.images.act.share} ${sharedWith}`).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: words.sharing.withdraw.tab }).click();
  await dialog.getByRole('row').filter({ hasText: 'platform' }).getByRole('checkbox').check();
}

async function unfoldOffers({ page, words }: Scene): Promise<void> {
  await button(page, words.sharing.unfold).click();
  const prompt = page.getByRole('region', { name: words.sharing.prompt });
  const row = prompt.getByRole('row').filter({ hasText: 'euleros-2.0-web' });
  await row.getByRole('checkbox').check();
  await row.locator('.ant-table-row-expand-icon').click();
}

async function showRejected({ page, words }: Scene): Promise<void> {
  await button(page, words.sharing.rejected.title).click();
  const dialog = page.getByRole('dialog', { name: words.sharing.rejected.title });
  await dialog.getByRole('row').filter({ hasText: 'windows-2019-legacy' }).waitFor();
}

async function fillShareOfServer({ page, words, world }: Scene): Promise<void> {
  const { share } = words.sharing;
  await button(page, `${words.images.act.share} shop-server`).click();
  await page.getByLabel(share.ids, { exact: true }).fill(world.platformId);
  await page.getByRole('group', { name: share.checked }).getByText('platform').first().waitFor();
}

/** The vaults that do not fit say why. */
async function acceptServer({ page, words }: Scene): Promise<void> {
  await button(page, words.sharing.rejected.title).click();
  const rejected = page.getByRole('dialog', { name: words.sharing.rejected.title });
  await rejected
    .getByRole('row')
    .filter({ hasText: 'billing-server' })
    .getByRole('checkbox')
    .check();
  await rejected
    .getByRole('button', { name: words.sharing.rejected['accept-again'], exact: true })
    .click();
  const dialog = page.getByRole('dialog', { name: words.vaults.accept.title });
  await dialog.getByText('production').first().waitFor();
}

async function openSwitcher({ page }: Scene): Promise<void> {
  await page.getByRole('button', { name: 'RegionOne › RegionOne' }).click();
  await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
}

async function openChangeOs({ page, words }: Scene): Promise<void> {
  await button(page, `${words.servers.act['change-os']} web-0001`).click();
  await page.getByRole('dialog').getByText(words.servers.os.erased, { exact: true }).waitFor();
}

async function waitForScreen({ page, words }: Scene): Promise<void> {
  await page.getByText(words.servers.connection.open, { exact: true }).waitFor();
}

/** The first line that shows is the answer to the key: nobody is signed in there, or somebody still is. */
async function typeInSerial({ page, words }: Scene): Promise<void> {
  await page.getByText(words.servers.connection.open, { exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page
    .locator('.xterm-rows')
    .getByText(/login:|#/)
    .first()
    .waitFor();
}

async function openNotices({ page, words }: Scene): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${words.notices.title}`) }).click();
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
}

async function acceptAll({ page, words }: Scene): Promise<void> {
  await button(page, words.sharing['accept-all']).click();
  await button(page, words.common.results.undo).waitFor();
}

async function undoAnswers({ page, words }: Scene): Promise<void> {
  await button(page, words.common.results.undo).click();
  await button(page, words.sharing['accept-all']).waitFor();
}

async function createAccessKey({ page, words }: Scene): Promise<void> {
  const { keys } = words.account;
  await button(page, keys.create).click();
  await page.getByLabel(keys.description, { exact: true }).fill('Terraform');
  await button(page, keys.submit).click();
  await button(page, keys.saved).waitFor();
}

async function deleteAccessKey({ page, words }: Scene): Promise<void> {
  const { act } = words.admin;
  await button(page, words.account.keys.saved).click();
  await rowOf(page, 'Terraform')
    .getByRole('button', { name: new RegExp(`^${act.delete}`) })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: act.delete, exact: true }).click();
  await page.getByText(words.account.keys.none).waitFor();
}

function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

function rowOf(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ hasText: name });
}
