// Somebody looks for an offer in the wrong one of its projects.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useConsole } from './support/console-service.ts';
import { makeImage, memberStatus, offerImages } from './support/images.ts';

const console = useConsole();

const words = {
  zh: {
    shared: /^共享镜像/,
    prompt: '待确认的共享镜像',
    list: '已接受的共享镜像',
    acceptAll: '全部接受',
    waits: (place: string) => `“${place}”中有 1 个共享镜像待确认`,
  },
  en: {
    shared: /^Shared images/,
    prompt: 'Shared images that wait for your answer',
    list: 'Accepted shared images',
    acceptAll: 'Accept all',
    waits: (place: string) => `1 offer waits in ${place}`,
  },
} as const;

for (const language of ['zh', 'en'] as const) {
  const text = words[language];

  describe(`a recipient in the wrong project, in ${language}`, () => {
    test('is not asked there, but told where, and one click leads there', async (t) => {
      const member = await console.person();
      for (const regionId of ['RegionOne', 'RegionTwo']) {
        const owner = await console.person({ regionId });
        const right = await member.join(`offers-${regionId.toLowerCase()}`, regionId);
        const image = await makeImage(owner, `image-of-${regionId}`);
        await offerImages(owner, [image], [right.id]);

        const page = await console.page(t, { language, as: member });
        await page.goto(`/p/${member.project.id}/images`);
        await page.getByRole('tab', { name: text.shared }).click();
        const prompt = page.getByRole('region', { name: text.prompt });
        const list = page.getByRole('region', { name: text.list });
        const place = `${regionId} › ${right.name}`;
        const there = page.getByRole('link', { name: text.waits(place) });
        await there.waitFor();
        assert.equal(await prompt.count(), 0);

        await there.click();
        await prompt.getByRole('button', { name: text.acceptAll, exact: true }).click();
        await list.getByText(`image-of-${regionId}`, { exact: true }).waitFor();
        assert.equal(await memberStatus(owner, image, right.id), 'accepted');
      }
    });
  });
}
