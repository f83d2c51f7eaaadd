// The words for what was changed. What has none is called as programs call it.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { Texts } from '../i18n/texts.ts';
import type { Change } from './event-changes.ts';

interface ChangeText {
  /** null: it has no words. */
  readonly fieldText: (change: Change) => string | null;
  /** One of a change's two values. */
  readonly valueText: (change: Change, value: unknown) => string;
}

export function useChangeText(): ChangeText {
  const { t, i18n } = useTranslation('audit');
  const { t: ofImages } = useTranslation('images');
  const { t: ofSharing } = useTranslation('sharing');
  const { t: ofServers } = useTranslation('servers');
  const { t: ofDisks } = useTranslation('disks');
  const { t: ofVaults } = useTranslation('vaults');
  const { t: ofBackups } = useTranslation('backups');
  const format = useFormat();
  // Fields and values are the service's: they are looked up, not known to the compiler.
  const exists = (key: string, ns: keyof Texts): boolean => i18n.exists(key, { ns });

  const wordOf = ({ field, noun }: Change, value: string): string | null => {
    const word = `${field}.${value}`;
    if (noun === 'server' && exists(word, 'servers')) return ofServers(word as 'title');
    if (noun === 'disk' && exists(word, 'disks')) return ofDisks(word as 'title');
    if (noun === 'backup' && exists(word, 'backups')) return ofBackups(word as 'title');
    const ofVault = `${vaultFamilies[field] ?? ''}.${value}`;
    if (noun === 'vault' && exists(ofVault, 'vaults')) return ofVaults(ofVault as 'title');
    const family = families[field];
    const key = `${family ?? ''}.${value}`;
    if (family !== undefined && exists(key, 'images')) return ofImages(key as 'title');
    if (field !== 'status' || !exists(`member.status.${value}`, 'sharing')) return null;
    return ofSharing(`member.status.${value as 'pending'}`);
  };

  return {
    fieldText: ({ field, isProperty, noun }) => {
      // An image's is in bytes, a disk's in GB.
      if (field === 'size' && noun === 'disk') return ofDisks('column.size');
      return !isProperty && exists(`field.${field}`, 'audit')
        ? t(`field.${field as 'name'}`)
        : null;
    },
    valueText: (change, value) => {
      const { field, isProperty, noun } = change;
      if (value === null) return t('none', { ns: 'common' });
      if (typeof value === 'boolean') return t(value ? 'yes' : 'no', { ns: 'common' });
      if (Array.isArray(value)) return value.map(String).join(', ');
      if (typeof value === 'number') {
        return noun !== 'disk' && bytesFields.has(field)
          ? format.bytes(value)
          : format.number(value);
      }
      if (typeof value !== 'string') return JSON.stringify(value);
      return (isProperty ? null : wordOf(change, value)) ?? value;
    },
  };
}

const bytesFields: ReadonlySet<string> = new Set(['size', 'virtualSize']);

const vaultFamilies: Readonly<Record<string, string>> = {
  status: 'status',
  objectType: 'object',
  protectType: 'protection',
};

/** Where the words of a field's values stand. */
const families: Readonly<Record<string, string>> = {
  status: 'status',
  visibility: 'visibility',
  kind: 'kind',
  diskFormat: 'format',
  detectedFormat: 'format',
};
