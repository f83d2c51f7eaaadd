import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { useFormat } from '../i18n/use-format.ts';
import { osOf, osTypeText } from '../images/image-words.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { OptionRow } from '../ui/OptionRow.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { refusalToTake } from '../vaults/room.ts';
import { roomText } from '../vaults/vault-words.ts';
import styles from '../vaults/vaults.module.css';
import type { CheckedImage, VaultChoosing } from './use-vault-choosing.ts';

interface Props {
  readonly images: readonly Image[];
  readonly checked: readonly CheckedImage[];
  readonly choosing: VaultChoosing;
}

/** The images that need room: how much each, all of them together, and the vault of each where every one has its own. */
export function NeedsTable({ images, checked, choosing }: Props) {
  const { t } = useTranslation('vaults');
  const { t: ofImage } = useTranslation('images');
  const { t: ofSharing } = useTranslation('sharing');
  const textOf = useProblemText();
  const format = useFormat();
  const none = t('none', { ns: 'common' });
  const { able, mode } = choosing;
  const total = able.reduce((sum, { needed }) => sum + needed, 0);
  return (
    <div
      className={`${styles.scroll} ${styles.part}`}
      role="group"
      aria-label={t('accept.images')}
      tabIndex={0}
    >
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">{ofImage('column.name')}</th>
            <th scope="col">{ofImage('column.os-type')}</th>
            <th scope="col">{ofImage('column.os')}</th>
            <th scope="col">{ofImage('column.kind')}</th>
            <th scope="col">{ofSharing('column.account')}</th>
            <th scope="col" className={styles.number}>
              {t('accept.needed')}
            </th>
            {mode === 'each' ? <th scope="col">{t('accept.vault')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {images.map((image) => {
            const known = checked.find(({ imageId }) => imageId === image.id);
            // One that the service does not tell of is gone by now.
            const problem = known === undefined ? gone : known.problem;
            const name = image.name ?? image.id;
            return (
              <tr key={image.id}>
                <td>
                  {name}
                  <div className={styles.id}>
                    <CopyableId id={image.id} />
                  </div>
                  {problem === undefined ? null : (
                    <div className={styles.bad}>{textOf(problem)}</div>
                  )}
                </td>
                <td>{osTypeText(ofImage, image.osType) ?? none}</td>
                <td>{osOf(image) ?? none}</td>
                <td>{ofImage(`kind.${image.kind}`)}</td>
                <td>{image.owner.accountName ?? ofSharing('unknown-project')}</td>
                <td className={styles.number}>
                  {known === undefined ? none : roomText(format, known.needed)}
                </td>
                {mode === 'each' ? (
                  <td>
                    {known === undefined || known.problem !== undefined ? (
                      none
                    ) : (
                      <OwnVault image={known} name={name} choosing={choosing} />
                    )}
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={5}>{t('accept.total')}</td>
            <td className={styles.number} colSpan={mode === 'each' ? 2 : 1}>
              {roomText(format, total)}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const gone = { code: 'image.not-found', detail: 'The image is gone.' } as const;

interface OwnVaultProps {
  readonly image: CheckedImage;
  readonly name: string;
  readonly choosing: VaultChoosing;
}

function OwnVault({ image: { imageId, needed }, name, choosing }: OwnVaultProps) {
  const { t } = useTranslation('vaults');
  const textOf = useProblemText();
  const { vaults, each, setEach } = choosing;
  return (
    <Select<string>
      className={styles.select ?? ''}
      aria-label={t('accept.vault-of', { image: name })}
      placeholder={t('accept.choose')}
      value={each.get(imageId) ?? null}
      popupMatchSelectWidth={false}
      notFoundContent={t('choice.none')}
      options={vaults.map((vault) => ({
        value: vault.id,
        label: vault.name,
        // One that is too small can be chosen: it is made larger in the table below, until when nothing is accepted.
        disabled: (refusalToTake(vault, needed)?.code ?? 'vault.too-small') !== 'vault.too-small',
      }))}
      optionRender={({ value, label }) => {
        const vault = vaults.find(({ id }) => id === value);
        const problem = vault === undefined ? null : refusalToTake(vault, needed);
        return <OptionRow name={label} reason={problem === null ? undefined : textOf(problem)} />;
      }}
      onChange={(vaultId) => setEach(imageId, vaultId)}
    />
  );
}
